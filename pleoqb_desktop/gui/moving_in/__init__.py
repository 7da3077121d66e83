"""Moving in: what stood on the Pleo account before this program is paired with Pleo's expenses, in a window of its own."""
