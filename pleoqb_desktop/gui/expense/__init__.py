"""One expense, seen closely: its entry, its receipts, and what helps when something is wrong with it."""
