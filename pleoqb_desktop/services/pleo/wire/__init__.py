"""Pleo's JSON as values and back (pleo.md 2 to 12), a module for each part of its API; decides nothing."""
