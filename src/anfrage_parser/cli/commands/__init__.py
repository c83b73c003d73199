"""The commands as they are declared, one module each: name, arguments, options and help; imported to show help, so nothing heavy."""
