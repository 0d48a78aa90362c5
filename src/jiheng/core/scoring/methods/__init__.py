"""One file per way of giving points (评分方法)."""
