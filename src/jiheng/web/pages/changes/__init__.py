"""The log of changes: who changed what when, before and after, and why."""
