"""Word documents written part by part: OOXML as text, nothing taken from a template."""
