"""Offers to be published: worded for outside, checked, published and withdrawn with their dates."""
