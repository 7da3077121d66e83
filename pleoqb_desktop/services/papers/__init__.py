"""Papers: pages for people without a window of ours, as PDF."""
