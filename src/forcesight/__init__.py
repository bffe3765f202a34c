"""Forcesight: from records to findings, to a tested plan, to proof."""

__version__ = "0.1.0"
__all__ = ["__version__"]
