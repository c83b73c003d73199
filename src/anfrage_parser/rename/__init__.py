"""Name files after their records: build names, find free ones, rename and undo."""
