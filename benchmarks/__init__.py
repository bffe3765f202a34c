"""Benchmarks: figures measured against what they must reach, on this machine, in this run."""
