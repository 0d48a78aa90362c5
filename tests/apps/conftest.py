"""Two offices in different provinces, so that each test can also try what must not be reached."""

from __future__ import annotations

import pytest

from tests.apps.offices import make_office


@pytest.fixture
def office(db):
    return make_office()


@pytest.fixture
def other(db):
    return make_office("邻省某局", "519999", prefix="b")
