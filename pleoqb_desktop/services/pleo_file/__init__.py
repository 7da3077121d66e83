"""Pleo's own file as a source of spend: reading it, understanding it, and handing out its expenses."""
