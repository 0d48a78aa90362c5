"""从上年报告开始: last year's report laid to the outline, taken over section by section, what is stale in it mended."""
