"""Predicted against actual: what an experiment said, kept, and what the records said when the months came."""

from __future__ import annotations

from forcesight.model_office.predicted.actual import MonthFigure, faults_of_measures
from forcesight.model_office.predicted.compared import Compared, compare_with_actual, compared
from forcesight.model_office.predicted.kept import prediction_of, rows_of
from forcesight.model_office.predicted.prediction import Expected, Predicted, Prediction, first_whole_month, predicted
from forcesight.model_office.predicted.span import range_for_span
from forcesight.model_office.predicted.words import cautions, compared_sentence


__all__ = [
    "Compared",
    "Expected",
    "MonthFigure",
    "Predicted",
    "Prediction",
    "cautions",
    "compare_with_actual",
    "compared",
    "compared_sentence",
    "faults_of_measures",
    "first_whole_month",
    "predicted",
    "prediction_of",
    "range_for_span",
    "rows_of",
]
