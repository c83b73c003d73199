"""Text processing: cleaning lines, dates and references, names, markers, patterns."""
