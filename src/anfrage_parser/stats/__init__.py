"""Count records by their fields and by deadlines. Only counts are kept in memory."""
