"""Reports on paper: one layout for the preview, the printer, PDF and pictures."""
