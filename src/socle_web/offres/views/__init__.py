"""Pages of the analysis of offers."""
