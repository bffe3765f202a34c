"""The site: pages for each person's job, over the rooms of the house. It composes rooms and holds no method of its own."""
