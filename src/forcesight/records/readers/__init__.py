"""Readers: from a publication's files to rows of a contract."""

from __future__ import annotations

from forcesight.records.readers.layout import LAYOUTS, Layout
from forcesight.records.readers.published import Discovery, PassedOver, PublishedFile, discover


__all__ = ["LAYOUTS", "Discovery", "Layout", "PassedOver", "PublishedFile", "discover"]
