"""Records checked: against their schema, and made again from their documents."""
