"""Full-text search in the database of a batch: a query as people type it, the inquiries that match best, and where in them it matches."""
