"""From nothing to the first export: a frame over the flow of setup.flow, and a page for each of its questions."""
