"""Invented records with a known truth: what six fictional forces publish, and the whole records of one (`force`)."""

from __future__ import annotations

from forcesight.synthetic.sample import Edition, SampleFiles, write_sample


__all__ = ["Edition", "SampleFiles", "write_sample"]
