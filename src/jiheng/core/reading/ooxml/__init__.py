"""Parts of Office files: the zip package, Word styles, numbering, text and tables, sheet cells."""
