"""The service navigation. An app adds its item when it is ready; a person sees the items they may open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from forcesight.access import Principal


@dataclass(frozen=True)
class Item:
    """One section of the site: its label, the page it opens on, who may open it, and its place in the row.

    `section` is the URL namespace of the app; pages of that namespace show the item as the current one.
    """

    label: str
    page: str
    section: str
    may: Callable[[Principal], bool]
    order: int = 50


@dataclass(frozen=True)
class Link:
    """An item as the page shows it: `here` is the page itself, `within` any page of its section."""

    label: str
    href: str
    here: bool
    within: bool


_items: dict[str, Item] = {}


def add(item: Item) -> None:
    """Put a section in the navigation; one item a page, so that adding it again replaces it."""
    _items[item.page] = item


def items_for(principal: Principal) -> list[Item]:
    """The sections that this person may open, in order."""
    return sorted((item for item in _items.values() if item.may(principal)), key=lambda item: (item.order, item.label))


def links_for(principal: Principal, request: HttpRequest) -> list[Link]:
    """The navigation of one page for one person."""
    return [_link(item, request) for item in items_for(principal)]


def _link(item: Item, request: HttpRequest) -> Link:
    href, match = reverse(item.page), request.resolver_match
    return Link(item.label, href, request.path == href, bool(match) and item.section in match.namespaces)
