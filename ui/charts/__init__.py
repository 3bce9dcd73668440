"""Charts that several pages and the paper share."""
