"""The practice companies: an honest, strict imitation of Pleo, Intuit sign-in and QuickBooks Online on loopback; imports nothing of ours."""
