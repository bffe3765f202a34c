"""How demand lies over the day, the week and the year. All are ours, of the forms that published profiles show."""

from __future__ import annotations

from forcesight.synthetic.force.demand import Event, Shape


# By hour of the day from midnight, against the mean.
_ALL_DAY = (0.62, 0.5, 0.42, 0.36, 0.32, 0.33, 0.45, 0.68, 0.95, 1.1, 1.18, 1.22,
            1.26, 1.26, 1.28, 1.38, 1.45, 1.5, 1.48, 1.4, 1.3, 1.2, 1.05, 0.85)  # fmt: skip
_DAYTIME = (0.3, 0.22, 0.18, 0.15, 0.15, 0.2, 0.45, 0.85, 1.45, 1.75, 1.8, 1.75,
            1.65, 1.65, 1.6, 1.6, 1.55, 1.45, 1.25, 1.05, 0.85, 0.7, 0.55, 0.4)  # fmt: skip
_EVENING = (0.9, 0.7, 0.5, 0.35, 0.25, 0.2, 0.25, 0.35, 0.5, 0.6, 0.75, 0.9,
            1.0, 1.05, 1.15, 1.35, 1.5, 1.65, 1.75, 1.85, 1.85, 1.75, 1.55, 1.3)  # fmt: skip
_NIGHT = (1.9, 1.75, 1.5, 1.15, 0.75, 0.5, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7,
          0.8, 0.85, 0.9, 0.95, 1.0, 1.05, 1.1, 1.15, 1.25, 1.4, 1.6, 1.8)  # fmt: skip
_SHOPS = (0.05, 0.03, 0.03, 0.03, 0.05, 0.1, 0.25, 0.5, 1.0, 1.5, 1.8, 1.95,
          2.0, 1.95, 1.95, 2.0, 1.95, 1.75, 1.5, 1.2, 0.85, 0.5, 0.25, 0.1)  # fmt: skip
_OFFICE = (0.02, 0.01, 0.01, 0.01, 0.01, 0.05, 0.3, 1.0, 2.0, 2.6, 2.7, 2.6,
           2.2, 2.4, 2.5, 2.3, 1.7, 0.9, 0.4, 0.2, 0.12, 0.08, 0.05, 0.03)  # fmt: skip
_TRAFFIC = (0.4, 0.3, 0.25, 0.25, 0.3, 0.45, 0.8, 1.4, 1.6, 1.2, 1.1, 1.15,
            1.2, 1.2, 1.35, 1.6, 1.8, 1.8, 1.4, 1.1, 0.9, 0.8, 0.7, 0.55)  # fmt: skip

ALL_DAY = Shape(_ALL_DAY, weekend=1.04, weekend_night=1.5, swing=0.07, peak=7, holiday=1.05, payday=1.05, event=1.12)
DAYTIME = Shape(_DAYTIME, weekend=0.78, weekend_night=1.1, swing=0.05, peak=7, holiday=0.8, payday=1.02)
EVENING = Shape(_EVENING, weekend=1.12, weekend_night=1.4, swing=0.12, peak=7, holiday=1.12, payday=1.08, event=1.3)
SUMMER_EVENING = Shape(_EVENING, weekend=1.1, weekend_night=1.3, swing=0.28, peak=7, holiday=1.2, event=1.6)
NIGHT = Shape(_NIGHT, weekend=1.1, weekend_night=1.9, swing=0.08, peak=7, holiday=1.2, payday=1.15, event=1.4)
SHOPS = Shape(_SHOPS, weekend=0.9, swing=0.05, peak=12, holiday=0.7, payday=0.97)
OFFICE = Shape(_OFFICE, weekend=0.25, holiday=0.3)
TRAFFIC = Shape(_TRAFFIC, weekend=0.85, weekend_night=1.2, swing=0.08, peak=11, holiday=0.85, event=1.15)
WINTER_EVENING = Shape(_EVENING, weekend=0.95, swing=0.15, peak=12, holiday=0.95)
SCHOOL_AGE = Shape(_EVENING, weekend=0.95, weekend_night=1.3, swing=0.08, peak=6)

# A county show, a festival (75,000 visitors: baseline assessment 2006), Halloween, bonfire night, New Year's Eve.
EVENTS = (Event(6, 12, 3), Event(8, 16, 4), Event(10, 31, 1), Event(11, 5, 1), Event(12, 31, 1))
