"""Workbooks of official tables: exact layout, live formulas, cells a person may fill and cells he may not."""
