"""Many offers at once: read, analysed in batches, kept as Parquet tables that anyone can open."""

from socle.corpus.chaine import analyser_corpus
from socle.corpus.schema import COUVERTURE, LIGNES, OFFRES, TABLES, VERSION

__all__ = ["COUVERTURE", "LIGNES", "OFFRES", "TABLES", "VERSION", "analyser_corpus"]
