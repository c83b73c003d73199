"""Files named after their records: what they are called, in which folder a name is free, how they are moved and moved back."""
