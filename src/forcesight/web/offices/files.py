"""Descriptions of offices and experiments as files to save. They hold no records, so their download is not logged."""

from __future__ import annotations

from django.http import HttpResponse


def toml_file(text: str, name: str) -> HttpResponse:
    """A TOML file to save."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="application/toml; charset=utf-8", headers=headers)
