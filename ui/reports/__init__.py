"""The page of reports: look at one as it prints, write to it, print and save it."""
