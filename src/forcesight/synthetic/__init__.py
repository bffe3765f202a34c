"""Invented records with a known truth; today the small sample that the site shows where no data is at hand."""

from __future__ import annotations

from forcesight.synthetic.sample import Edition, SampleFiles, write_sample


__all__ = ["Edition", "SampleFiles", "write_sample"]
