"""The protected store: passphrase, recovery key, and the engine that they open."""
