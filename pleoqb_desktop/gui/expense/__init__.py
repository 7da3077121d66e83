"""One expense, seen closely: its receipt, and what helps when something is wrong with it."""
