"""Where records are kept: SQLAlchemy lives here alone."""
