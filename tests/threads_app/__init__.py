"""A small app with one kind of thing: what it says of itself here is all it needs to be everywhere."""
