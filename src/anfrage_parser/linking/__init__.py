"""Linking: which answer paper belongs to which inquiry, and which answer to which question."""
