"""One pen, many readers: whole generations published in a shared folder."""
