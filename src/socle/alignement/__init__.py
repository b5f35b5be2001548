"""Text to entries: normalise, index, rank, decide, explain."""

from socle.alignement.index import Hit, Index

__all__ = ["Hit", "Index"]
