"""The room Calendar."""
