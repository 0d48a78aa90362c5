"""How Hypothesis works in every test: a busy machine fails none, since a timing is no test's pass mark."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
