"""What decides about a request: moves, the gate, priority, clocks, effort."""
