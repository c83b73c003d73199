"""Text recognition (OCR): pages without text, through tesseract."""
