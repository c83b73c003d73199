"""Text by itself: cleaned lines, dates and references, names, markers, patterns."""
