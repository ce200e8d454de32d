"""The command line: thin, every command one call of the library."""
