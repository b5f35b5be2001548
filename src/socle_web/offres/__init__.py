"""Offres: what will read a document and say which emploi-type it is nearest to."""
