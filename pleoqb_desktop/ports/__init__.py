"""The only door of services: what the use cases need of the world, as protocols."""
