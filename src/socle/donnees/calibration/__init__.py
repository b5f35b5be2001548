"""Calibrations fitted by the benches, with their provenance."""
