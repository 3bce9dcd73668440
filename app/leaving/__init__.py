"""Everything in a store as plain files, for whoever goes on without Headroom."""
