"""The ecosystem as plain values: pydantic and the standard library only."""
