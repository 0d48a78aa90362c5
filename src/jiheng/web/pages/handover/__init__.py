"""Pages of the hand-over: from approval to finance and back."""
