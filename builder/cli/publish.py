"""Placeholder."""
COMMANDS = ()
