"""Under which names a file carries data along besides what it prints; writers and readers keep to these."""

from __future__ import annotations

NAMESPACE = "urn:jiheng:facts:1"  # the root of the part in a Word file
FILE = "jiheng-facts.json"  # the file attached to a PDF
SHEET = "jiheng.facts"  # the sheet that a workbook hides
ELEMENT = "jiheng-facts"  # the script element of a page
