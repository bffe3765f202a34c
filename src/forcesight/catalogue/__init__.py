"""The catalogue: every named measure, weight, margin, standard, clock and calendar as dated, sourced data."""

from __future__ import annotations

from forcesight.catalogue.calendar import CalendarRule, Holiday
from forcesight.catalogue.catalogue import Catalogue, today
from forcesight.catalogue.clock import Clock, PauseReason
from forcesight.catalogue.entry import Confidence, Entry
from forcesight.catalogue.errors import CatalogueError, UnknownEntry
from forcesight.catalogue.force import Force
from forcesight.catalogue.measure import Direction, Measure, MeasureKind
from forcesight.catalogue.outcome_group import OutcomeGroup
from forcesight.catalogue.standard import ComparisonGroup, Margin, OutputUnit, Standard
from forcesight.catalogue.weights import WeightScheme


__all__ = [
    "CalendarRule",
    "Catalogue",
    "CatalogueError",
    "Clock",
    "ComparisonGroup",
    "Confidence",
    "Direction",
    "Entry",
    "Force",
    "Holiday",
    "Margin",
    "Measure",
    "MeasureKind",
    "OutcomeGroup",
    "OutputUnit",
    "PauseReason",
    "Standard",
    "UnknownEntry",
    "WeightScheme",
    "today",
]
