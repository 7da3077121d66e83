"""The History tab: past exports, their expenses, and what can be done with them still."""
