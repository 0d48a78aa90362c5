"""Targets of a department's year: tables of indicators, their approval, versions, and changes in the year."""
