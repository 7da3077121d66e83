"""How the ports reach the world: HTTP, keyring, files, SQLite. Converts foreign errors to ours, each at one place."""
