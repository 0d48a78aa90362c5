"""Five sample reports in our own words, with the figures and the slips of five published ones."""
