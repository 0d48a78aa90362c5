"""A self-evaluation's case file out of the books, the approved targets and what was entered."""
