"""Pleo brought up to date with QuickBooks: accounts, VAT, tags."""
