"""Signing in to QuickBooks through Intuit; knows no books."""
