"""Results to files for people: pages and workbooks."""
