"""Widgets that know nothing of the store, of plugins or of hstk's kinds of record."""
