"""Records counted: by what they say of themselves, and by deadlines. Counts are kept, records are not."""
