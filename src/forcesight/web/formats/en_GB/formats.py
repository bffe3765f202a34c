"""Dates and times in the GOV.UK style; Django's own British formats abbreviate months and write a.m. and p.m."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
TIME_FORMAT = "H:i"
