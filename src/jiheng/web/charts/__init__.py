"""Figures → options for the chart script; each chart stands beside a table of the same figures."""
