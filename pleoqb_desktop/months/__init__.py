"""Months: what stands in the books of one, what it lacks, and whether both sides agree."""
