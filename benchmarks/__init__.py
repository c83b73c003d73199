"""Measurements: ratios of two things that were measured in pairs, in one run."""
