"""Reads of the budget book: lines with their derived stages, totals, months, income and balances, small books."""
