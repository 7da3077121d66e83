"""QuickBooks Online's accounting API: endpoints, JSON and faults."""
