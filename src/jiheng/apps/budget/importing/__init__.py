"""Import of tables: what columns mean, what a file would change, row by row; nothing here writes."""
