"""The Reconcile tab: Pleo and QuickBooks side by side over a period."""
