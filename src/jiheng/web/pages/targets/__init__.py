"""Targets of a year: the tree of indicators, approval, finance's review, versions."""
