"""The desk: an archive as a page on this computer, on which letters are read, corrected, checked and handed on."""
