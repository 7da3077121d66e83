"""The Settings tab: what was chosen once and may be chosen again."""
