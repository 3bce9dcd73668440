"""The room Wellbeing."""
