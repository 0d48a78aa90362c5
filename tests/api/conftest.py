"""Two offices in different provinces, and programs that call in the name of their people."""

from __future__ import annotations

import pytest

from tests.api.calling import Caller
from tests.api.samples import complete
from tests.apps.offices import make_office
from tests.web.sampled import keep_samples


@pytest.fixture
def office(db):
    return make_office()


@pytest.fixture
def other(db):
    return make_office("邻省某局", "519999", prefix="b")


@pytest.fixture
def whole(db):
    """The sample department whose year holds a row of everything."""
    department = keep_samples()
    complete(department)
    return department


@pytest.fixture
def calls(db):
    """`calls(user)` is a program with a token of the user for everything; `calls(user, "budget:read")` for less."""
    return Caller
