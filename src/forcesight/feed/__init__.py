"""The live feed: a small web server that takes events into the home's journal, and the publisher beside it."""

from __future__ import annotations

from forcesight.feed.application import Application


__all__ = ["Application"]
