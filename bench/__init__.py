"""Measurements: `python -m bench`. Ratios are taken within one run, so that the machine cancels out."""
