"""Numbers as printed, their units and the ranges of true values they stand for."""
