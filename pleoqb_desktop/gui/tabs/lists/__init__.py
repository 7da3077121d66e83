"""The Lists tab: what Pleo and QuickBooks share, and what a sync changed."""
