"""The people of the unit, their time, their posts, and what they work with."""
