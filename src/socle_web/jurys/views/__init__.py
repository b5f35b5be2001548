"""The views of juries: the grid, the people, the scores, the comparison."""
