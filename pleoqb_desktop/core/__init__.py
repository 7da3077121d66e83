"""The use cases, each a module you can read aloud; they reach the world only through the ports."""
