"""PDF pages: ink, lines, grids and paragraphs by geometry."""
