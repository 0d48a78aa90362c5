"""Labelled sets measured: what is read right, what is found, what is alleged."""
