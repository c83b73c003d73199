"""OCR with tesseract, for pages without text."""
