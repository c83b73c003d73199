"""Findings about a record's head, text and values."""
