"""Export now: prepare, post, attach, report."""
