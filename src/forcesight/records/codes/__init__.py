"""Code lists: what the codes of a column mean, where that is laid down, and how sure we are of it."""
