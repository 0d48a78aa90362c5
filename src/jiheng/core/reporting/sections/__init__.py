"""One file per part of a report: what is known in, parts of a draft out."""
