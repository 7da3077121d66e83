"""Pleo's external API: endpoints, JSON and faults."""
