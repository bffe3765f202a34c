"""Force names as publications write them, and the slugs by which we know them."""

from __future__ import annotations

import re


# Names whose slug does not follow from the name.
_IRREGULAR = {
    "british-transport": "btp",
    "london-city-of": "city-of-london",
    "police-service-of-northern-ireland": "northern-ireland",
    "psni": "northern-ireland",
}
_KIND = re.compile(r"-(police-service|police|constabulary|service)$")


def force_slug(name: str) -> str:
    """The slug of a published force name: "West Mercia Police" gives "west-mercia"."""
    words = re.sub(r"[^a-z0-9]+", "-", name.lower().replace("&", " and ").replace("'", "")).strip("-")
    short = _KIND.sub("", words)
    return _IRREGULAR.get(short, _IRREGULAR.get(words, short))
