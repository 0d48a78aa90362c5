"""Screens: one folder of pages per task of a person, components they share, and the assets built for the browser."""
