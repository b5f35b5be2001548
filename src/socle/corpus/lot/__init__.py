"""Analysing offers a batch at a time: what :class:`socle.offre.Analyseur` says of each, without its loops.

The rules are those of one analysis; tests compare the two on every decision. Each distinct line of text is
worked out once and kept for the next batches, within bounds (:data:`socle.corpus.lot.lignes.CAPACITE`).
"""
