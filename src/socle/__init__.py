"""Socle: from a national référentiel to the documents that a university lives by."""
