"""What experiments that somebody acted on predicted."""

from __future__ import annotations

from forcesight.records.contract import Contract, day, instant, integer, number, period, text


class OfficePrediction(Contract):
    """One row for each output of an experiment that somebody acted on: what it predicted, with the change and without.

    A prediction is written when the change is decided and never changed, so that what happened can be read beside it.
    Means are over the runs of the model office, with their 95 % interval; how far single runs differ is beside them. A
    withdrawn prediction keeps its rows with `superseded_at`.
    """

    table = "office_prediction"
    title = "Predictions of the model office"
    key = ("prediction_id", "output")

    prediction_id = text("Identifier of the prediction", required=True)
    output = text("The output of the office, for example call_desk.call.within", required=True)
    place = integer("Place of the output in the experiment's table", required=True, minimum=0)
    office = text("The office that was run", required=True)
    experiment = text("The experiment that was acted on", required=True)
    option = text("The option that was chosen", required=True)
    area_level = text("Level of the area that the office stands for", required=True)
    area_code = text("Code of the area that the office stands for", required=True)
    first_month = period("The first month for which the prediction holds", required=True)
    last_month = period("The last month for which the prediction holds", required=True)
    acted_on = day("When the change was made", required=True)
    words = text("What the output is, in words", required=True)
    unit = text("The unit of the output", required=True)
    better = text("Which way is better: higher, lower or neutral", required=True)
    station = text("The station of the office whose work it is", required=True)
    function = text("The part of the force whose work it is", required=True)
    job = text("The kind of job, where the output is of one")
    standard = number("The standard that the output is held to, in its unit")
    measure = text("The measure that tells of the same thing, where there is one")
    option_mean = number("Mean over runs with the change")
    option_low = number("Lower end of the mean's 95 % interval")
    option_high = number("Upper end of the mean's 95 % interval")
    option_deviation = number("Standard deviation between runs with the change", minimum=0)
    option_runs = integer("Runs with the change that have a value", required=True, minimum=0)
    baseline_mean = number("Mean over runs without the change")
    baseline_low = number("Lower end of the mean's 95 % interval")
    baseline_high = number("Upper end of the mean's 95 % interval")
    baseline_deviation = number("Standard deviation between runs without the change", minimum=0)
    baseline_runs = integer("Runs without the change that have a value", required=True, minimum=0)
    effect_mean = number("Mean difference, with the change less without it, of paired runs")
    effect_low = number("Lower end of the difference's 95 % interval")
    effect_high = number("Upper end of the difference's 95 % interval")
    pairs = integer("Pairs of runs that the difference rests on", required=True, minimum=0)
    weeks = number("Weeks that each run counts", required=True, unit="weeks", minimum=0)
    fingerprint = text("What tells exactly which office was run", required=True)
    program_version = text("Version of Forcesight that ran it", required=True)
    reason = text("Why the change was made", required=True, personal=True)
    author = text("Who recorded it", required=True, personal=True)
    made_at = instant("When the prediction was made", required=True)
    loaded_at = instant("When it was published to the tables", required=True, volatile=True)
    superseded_at = instant("When it was withdrawn", volatile=True)
