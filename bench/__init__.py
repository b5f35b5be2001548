"""Repeatable measurements: each figure stands beside a named baseline measured in the same run."""
