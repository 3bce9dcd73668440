"""Files of other systems, read as tables of text by a process of their own."""
