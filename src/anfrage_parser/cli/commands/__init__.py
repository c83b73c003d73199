"""Declarations of the commands, one module each: name, arguments, options and help. Imported to show help, so imports are light."""
