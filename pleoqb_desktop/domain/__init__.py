"""Frozen values and pure rules; imports nothing of ours and does no I/O."""
