"""Check records: against their schema, and by parsing their documents again."""
