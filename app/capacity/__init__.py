"""From contracted to casework hours: by week, person and skill; cover; use."""
