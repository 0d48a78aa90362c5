"""双监控: months, indicators, alerts."""
