"""What will arrive: a forecast of counts with a range that was tested."""
