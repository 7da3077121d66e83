"""Pleo's own file in the window: where it is dropped, what was understood of it, what is asked about it."""
