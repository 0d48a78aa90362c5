"""双监控: snapshots, lights, warnings and what became of them."""
