"""Many documents: found, shared out to workers, written to one sink, none lost."""
