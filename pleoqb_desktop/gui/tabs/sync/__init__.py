"""The Expenses tab: what waits, the export and its progress, and what came of it."""
