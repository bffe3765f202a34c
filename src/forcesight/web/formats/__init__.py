"""How the site writes dates."""
