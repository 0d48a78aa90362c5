"""Drafts set by typst: the template, and what is handed to it."""
