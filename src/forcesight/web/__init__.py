"""The site: pages for each person's job. It composes the rooms of the house and holds no method of its own."""
