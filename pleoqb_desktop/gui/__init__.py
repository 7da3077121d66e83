"""The window: draws what the use cases tell and asks them for everything; the only package that imports QtWidgets."""
