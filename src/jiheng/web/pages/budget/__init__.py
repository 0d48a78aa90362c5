"""The budget book: the year in four stages, lines, months, income and balances, small books, import."""
