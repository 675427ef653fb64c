"""English as it is written here: the day comes first, and the clock has 24 hours."""
