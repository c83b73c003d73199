"""Read the questions: their numbering, their outline, and the text around them."""
