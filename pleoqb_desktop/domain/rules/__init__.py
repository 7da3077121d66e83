"""The accounting rules (DESIGN 3): pure functions from what Pleo says to what QuickBooks will hold."""
