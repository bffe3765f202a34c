"""May this person do this? One question a function, asked alike by the site, the API and the command line.

`check_can_X` raises `Refused` with the sentence to show; its twin `can_X` returns a bool, for showing or hiding a link.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec

from forcesight.access.decision import Asked, Refused, check
from forcesight.access.permissions import Permission, Purpose
from forcesight.access.places import Place
from forcesight.access.principal import Principal


P = ParamSpec("P")


def _twin(checker: Callable[P, None]) -> Callable[P, bool]:
    def can(*args: P.args, **kwargs: P.kwargs) -> bool:
        try:
            checker(*args, **kwargs)
        except Refused:
            return False
        return True

    can.__doc__ = f"Whether `{checker.__name__}` would let the person pass."
    return can


def check_can_view_measures(principal: Principal, *, place: Place = (), published: bool = False) -> None:
    """May the person see figures for this place? `published` says that the figures are already public."""
    check(principal, Permission.VIEW_MEASURES, Asked(place=place, published=published))


def check_can_export_measures(principal: Principal, *, place: Place = (), published: bool = False) -> None:
    """May the person take figures for this place away as a file?"""
    check(principal, Permission.EXPORT_MEASURES, Asked(place=place, published=published))


def check_can_release_figures(principal: Principal) -> None:
    """May the person publish figures for others to read?"""
    check(principal, Permission.RELEASE_FIGURES)


def check_can_write_notes(principal: Principal, *, place: Place = ()) -> None:
    """May the person write a note on a measure for this place?"""
    check(principal, Permission.WRITE_NOTES, Asked(place=place))


def check_can_withdraw_notes(principal: Principal, *, author: str | None = None, place: Place = ()) -> None:
    """May the person take this author's note off a chart? Their own as they wrote it; another's needs a role for it."""
    own = principal.identity == author
    check(principal, Permission.WRITE_NOTES if own else Permission.WITHDRAW_NOTES, Asked(place=place))


def check_can_rebase_measures(principal: Principal, *, place: Place = ()) -> None:
    """May the person set a new baseline for a measure here?"""
    check(principal, Permission.REBASE_MEASURES, Asked(place=place))


def check_can_view_offices(principal: Principal) -> None:
    """May the person see the offices and what experiments on them found, and take that away?"""
    check(principal, Permission.VIEW_OFFICES)


def check_can_run_experiments(principal: Principal) -> None:
    """May the person run an office, and save what an experiment found?"""
    check(principal, Permission.RUN_EXPERIMENTS)


def check_can_act_on_experiments(principal: Principal) -> None:
    """May the person say that an experiment was acted on, from when, and as which option?"""
    check(principal, Permission.ACT_ON_EXPERIMENTS)


def check_can_view_data_quality(principal: Principal) -> None:
    """May the person see counts of flags and rejects (not the rows themselves)?"""
    check(principal, Permission.VIEW_DATA_QUALITY)


def check_can_view_rejects(principal: Principal, *, purpose: Purpose | None) -> None:
    """May the person see rejected rows as they arrived, for this purpose?"""
    check(principal, Permission.VIEW_REJECTS, Asked(purpose=purpose))


def check_can_load_records(principal: Principal) -> None:
    """May the person load records into the home?"""
    check(principal, Permission.LOAD_RECORDS)


def check_can_erase_records(principal: Principal, *, purpose: Purpose | None) -> None:
    """May the person have records erased, for this purpose?"""
    check(principal, Permission.ERASE_RECORDS, Asked(purpose=purpose))


def check_can_manage_home(principal: Principal) -> None:
    """May the person upgrade, back up or restore the home?"""
    check(principal, Permission.MANAGE_HOME)


def check_can_view_jobs(principal: Principal) -> None:
    """May the person see what long work is under way?"""
    check(principal, Permission.VIEW_JOBS)


def check_can_manage_jobs(principal: Principal) -> None:
    """May the person start or cancel long work?"""
    check(principal, Permission.MANAGE_JOBS)


def check_can_read_audit_log(principal: Principal) -> None:
    """May the person read who did what?"""
    check(principal, Permission.READ_AUDIT_LOG)


def check_can_manage_accounts(principal: Principal) -> None:
    """May the person create accounts and grant roles?"""
    check(principal, Permission.MANAGE_ACCOUNTS)


def check_can_manage_senders(principal: Principal) -> None:
    """May the person say which systems send events to the live feed?"""
    check(principal, Permission.MANAGE_SENDERS)


can_view_measures = _twin(check_can_view_measures)
can_export_measures = _twin(check_can_export_measures)
can_view_offices = _twin(check_can_view_offices)
can_run_experiments = _twin(check_can_run_experiments)
can_act_on_experiments = _twin(check_can_act_on_experiments)
can_release_figures = _twin(check_can_release_figures)
can_write_notes = _twin(check_can_write_notes)
can_withdraw_notes = _twin(check_can_withdraw_notes)
can_rebase_measures = _twin(check_can_rebase_measures)
can_view_data_quality = _twin(check_can_view_data_quality)
can_view_rejects = _twin(check_can_view_rejects)
can_load_records = _twin(check_can_load_records)
can_erase_records = _twin(check_can_erase_records)
can_manage_home = _twin(check_can_manage_home)
can_view_jobs = _twin(check_can_view_jobs)
can_manage_jobs = _twin(check_can_manage_jobs)
can_read_audit_log = _twin(check_can_read_audit_log)
can_manage_accounts = _twin(check_can_manage_accounts)
can_manage_senders = _twin(check_can_manage_senders)
