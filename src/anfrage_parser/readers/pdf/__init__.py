"""Read PDF: text, tables and columns of pages."""
