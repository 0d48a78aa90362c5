"""双监控: snapshots, lights, alerts and what became of them."""
