"""What stands behind the question mark of an address: only what the document declares."""

from __future__ import annotations

import pytest

from jiheng.api.document import document
from jiheng.api.urls import address_of, served
from tests.api.calling import errors

# What describes the API is none of its operations.
OUTSIDE = {"/api/v1/openapi.json", "/api/v1/"}


def test_every_address_is_one_of_the_document():
    assert {address_of(one) for one in served()} - OUTSIDE == set(document()["paths"])


@pytest.mark.parametrize(("path", "query"), [("/jobs", "stat"), ("/me", "x"), ("/notices", "unread ")])
def test_an_unknown_parameter_is_refused(office, calls, path, query):
    caller = calls(office.clerk)
    assert caller.get(path).status_code == 200
    answer = caller.get(path, **{query: "1"})
    assert answer.status_code == 422
    assert errors(answer)[0]["where"] == query


def test_a_known_parameter_is_taken(office, calls):
    assert calls(office.clerk).get("/jobs", page=1).status_code == 200
