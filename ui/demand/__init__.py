"""The room Demand."""
