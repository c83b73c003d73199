"""Documents of unknown origin are taken apart in a process of their own, which can do little and can be ended."""
