"""What plugin authors test with (see :mod:`hstk.plugins`)."""
