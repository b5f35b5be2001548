"""Juries: a grid weighed by the post, members who score it, the comparison that the president opens."""
