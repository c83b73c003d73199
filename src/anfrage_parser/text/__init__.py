"""Text processing: cleaning lines, dates and references, names, markers, patterns; and bounded reading of files and TOML."""
