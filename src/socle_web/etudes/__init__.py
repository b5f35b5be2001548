"""Studies: sources crossed, practitioners consulted, an emploi-type proposed with its evidence."""
