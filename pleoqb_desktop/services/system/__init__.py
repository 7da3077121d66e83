"""This computer: clock, logs, practice process, self-test, support."""
