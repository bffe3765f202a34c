"""The files that a home has read, and what became of their rows."""

from __future__ import annotations

from forcesight.records.contract import Contract, boolean, instant, integer, period, text


class SourceFile(Contract):
    """One row for each accepted edition of a file.

    The identity of a published file is (source, kind, force, month, edition). A newer edition replaces the
    force-month whole; the older row then has a `superseded_at`. `edition_inferred` says that the edition was taken
    from the newest month that was loaded with it, because the file itself does not carry one.
    """

    table = "source_file"
    title = "Files loaded"
    key = ("source_file",)

    source_file = text("Identity of the file: kind/force/month@edition", required=True)
    source_system = text("The publication", required=True)
    kind = text("street, outcomes, stop-and-search, population, areas or boundaries", required=True)
    force = text("The police force, as its data.police.uk slug")
    month = period("The month that the file covers")
    edition = period("The month of the archive that published it")
    edition_inferred = boolean("Whether the edition was inferred")
    file_name = text("The file's own name", personal=True)
    content_hash = text("XXH3 128-bit hash of the file's bytes", required=True)
    rows_read = integer("Data rows in the file", unit="rows")
    rows_loaded = integer("Rows that were loaded", unit="rows")
    rows_rejected = integer("Rows that went to the reject table", unit="rows")
    rows_added = integer("Against the edition that it replaced: rows that are new", unit="rows")
    rows_removed = integer("Against the edition that it replaced: rows that are gone", unit="rows")
    outcomes_changed = integer("Against the edition that it replaced: last outcomes that differ", unit="rows")
    loaded_at = instant("When this home loaded the file", required=True, volatile=True)
    superseded_at = instant("When a newer edition replaced it", volatile=True)
