"""The self-evaluation of a year: its areas, scores, findings, paper and package."""
