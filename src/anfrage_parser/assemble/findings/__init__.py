"""What is told about a record: findings of the head, the text and the values."""
