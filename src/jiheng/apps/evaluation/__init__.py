"""自评: reports checked, and what people answered to what was found."""
