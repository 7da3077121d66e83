"""PleoQB Desktop joins Pleo (company cards and expenses) with QuickBooks Online on the owner's own computer."""

__version__ = "0.2.0"
