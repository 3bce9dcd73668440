"""What is done about people, their time and equipment, act by act."""
