"""The room of the register: all requests, and all about one of them."""
