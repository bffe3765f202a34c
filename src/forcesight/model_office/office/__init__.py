"""The description of an office: what its file says, read, checked and explained."""
