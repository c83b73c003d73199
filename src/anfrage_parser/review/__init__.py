"""Views of records: page images with boxed fields, and one HTML page for many documents."""
