"""The record: its schema, made from a draft, written and read as JSON."""
