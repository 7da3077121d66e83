"""Receipts on their way from Pleo to QuickBooks: fetching, types, pictures."""
