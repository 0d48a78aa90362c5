"""Page of the copy-out sheet."""
