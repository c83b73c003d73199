"""What each command does; its declaration stands in `cli/commands`, by the same name."""
