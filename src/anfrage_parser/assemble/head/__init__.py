"""Read the head of a letter: where it ends, and its values."""
