"""Text that a spreadsheet would run as a formula, made harmless on export and restored on the way back.

A cell that starts with = + - @, a tab or a line break can be executed when a CSV is opened (CWE-1236; OWASP "CSV
injection"). Such text is written with one apostrophe in front, which spreadsheets take as "this is text". Text that
already had apostrophes in front of such a character gets one more, so that `restored` always gives back what was
there. Numbers, dates and other types are never touched: −5 stays −5.
"""

from __future__ import annotations

import re


# Full-width twins count: some spreadsheets fold them to the plain sign.
RISKY = re.compile(r"[' ]*[=+\-@\t\r\n＝＋－＠]")
WRITTEN = re.compile(r"'[' ]*[=+\-@\t\r\n＝＋－＠]")


def harmless(text: str) -> str:
    """Text as it is written to a CSV."""
    return f"'{text}" if RISKY.match(text) else text


def restored(text: str) -> str:
    """Text as it was before `harmless`."""
    return text[1:] if WRITTEN.match(text) else text
