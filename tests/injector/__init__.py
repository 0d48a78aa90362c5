"""Makes finished clean reports and plants known errors in them; knows nothing of how they are audited."""
