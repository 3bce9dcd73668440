"""The room of the queue: in what order, by whom, and where capacity runs out."""
