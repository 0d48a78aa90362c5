"""Rows of Fact: one door in, one door out."""
