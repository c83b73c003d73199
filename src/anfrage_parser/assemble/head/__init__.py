"""The head of a letter: where it ends and which values stand in it."""
