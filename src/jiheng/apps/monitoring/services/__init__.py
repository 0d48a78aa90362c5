"""Writes of monitoring: open and fill a month, report it, dispose of its alerts."""
