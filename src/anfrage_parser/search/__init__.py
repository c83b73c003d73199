"""Full-text search in a batch database: parse a query, find the best inquiries, and locate the matches in them."""
