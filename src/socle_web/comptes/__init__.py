"""People, and the établissement that they write for."""
