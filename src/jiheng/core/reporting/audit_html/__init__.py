"""An audit as one self-contained page: the document with marks, the findings beside it."""
