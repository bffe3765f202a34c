"""Files that leave the site: each download is entered in the audit log by whoever gives it.

A program that asks again with the ETag of its last answer gets 304 while the file is the same: nothing leaves, so
nothing is logged.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag


def download(
    request: HttpRequest,
    name: str,
    media_type: str,
    *,
    version: str,
    make: Callable[[], bytes],
    log: Callable[[], None],
) -> HttpResponse:
    """A file of a name to be saved; `version` changes whenever its bytes do."""
    etag = quote_etag(version)
    unchanged = get_conditional_response(request, etag)
    if unchanged is not None:
        return unchanged
    content = make()
    log()
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "ETag": etag}
    return HttpResponse(content, content_type=media_type, headers=headers)
