"""One 评分方法 a file."""
