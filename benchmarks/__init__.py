"""Speeds, each measured beside a stated reference in the same run: ``make bench``.

Seconds differ between machines and hours; the ratios are what counts.
"""
