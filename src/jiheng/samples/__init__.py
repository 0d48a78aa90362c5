"""Five sample reports (.txt) with the slips of published ones, and the same years as case files (.yaml), in our own words."""
