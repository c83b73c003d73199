"""How right the parser is: labelled documents, a city's own list, papers that are no inquiries, letters drawn by a seed."""
