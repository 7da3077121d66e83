"""The tabs of the main window; each shows one part of what the program knows, and asks the use cases for everything."""
