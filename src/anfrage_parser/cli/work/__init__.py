"""What each command does; declared by the module of the same name in `cli/commands`."""
