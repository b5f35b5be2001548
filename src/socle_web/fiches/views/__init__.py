"""Pages of the fiches de poste: drafts, starting points, editor, documents."""
