"""Which pack binds whom in which year, holidays, deadlines."""
