"""In and out: CSV, JSON, plan files."""
