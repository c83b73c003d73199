"""The questions: their runs of numbers, their outline, the text around them."""
