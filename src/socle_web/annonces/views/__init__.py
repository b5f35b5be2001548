"""The views of offers: the editor, publication, what everyone may read."""
