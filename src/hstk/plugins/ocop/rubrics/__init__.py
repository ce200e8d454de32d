"""The rubrics of the OCOP decisions, one TOML file for each."""
