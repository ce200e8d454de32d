"""Fairs and startup days: booths, products shown, results, and what to show next."""
