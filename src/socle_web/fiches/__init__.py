"""Fiches de poste: drafts, editor, conformity, downloads."""
