"""Reads of targets, within the department and year that the asking page stands in."""
