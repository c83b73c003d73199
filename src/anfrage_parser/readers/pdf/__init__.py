"""PDF: text, tables and columns of its pages."""
