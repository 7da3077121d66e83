"""The accounting rules (design.md 3): pure functions from what Pleo says to what QuickBooks will hold."""
