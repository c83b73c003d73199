"""Records to look at: pages with their fields boxed, and one HTML page for many documents."""
