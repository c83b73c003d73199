"""Many documents: found, distributed to workers, written to one sink, none lost."""
