"""A whole fictional force with a known truth: its land, places, people and staff, and all that they leave on record."""
