"""Definitions to values, and the statistical methods that say whether a figure is change or noise."""
