"""Uploaded files and evidence, kept by the hash of their bytes."""
