"""What stays on this computer: run store, settings, secrets, locks."""
