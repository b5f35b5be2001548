"""Tools for who develops Socle."""
