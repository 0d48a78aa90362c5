"""Writes of the budget book; each leaves its line in the log of changes and posts the year's facts anew."""
