"""Forms of the studies."""
