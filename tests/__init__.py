"""A package of its own, since ciw of the benchmarks installs one of the same name."""
