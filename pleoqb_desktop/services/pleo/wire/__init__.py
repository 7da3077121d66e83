"""Pleo's JSON as values and back (pleo-openapi.yaml), a module for each part of its API; decides nothing."""
