"""Schemathesis over every operation: whatever is sent, the answer is one that the document tells of, and never a crash."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.calling import Caller
from tests.api.operations import operations
from tests.api.samples import YEAR, one_for_all

# What fits the document may still be refused by a rule of the books, so that acceptance is not asked for.
CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance, response_headers_conformance)
FEW, MANY = 3, 20


@pytest.fixture(autouse=True)
def one_connection():
    """Requests of a real server begin by closing a connection that is amid a transaction: here the test's own, which each example is part of."""
    request_started.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)


def walk(whole, few: int) -> dict[str, str]:
    """What went wrong, by operation; each example is taken back, so that the rows are the same for the next."""
    caller = Caller(one_for_all(whole))
    headers = {"Authorization": f"Bearer {caller.secret}"}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application(), headers=headers)
    real = {one.name: one.values for one in operations(whole, YEAR)}
    wrong: dict[str, str] = {}
    for found in schema.get_all_operations():
        operation = found.ok()
        name = operation.definition.raw["operationId"]
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                _asker(operation, mode, few, headers, real[name])()
            except (Exception, BaseExceptionGroup) as trouble:  # noqa: BLE001  every operation is tried, and all that is wrong is told at once
                wrong[f"{name} {mode.value}"] = "".join(map(str, getattr(trouble, "exceptions", [trouble])))[:1500]
    return wrong


def _asker(operation, mode: GenerationMode, few: int, headers: dict[str, str], real: Mapping[str, Any]):
    @settings(
        report_multiple_bugs=False,
        max_examples=few,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), at_home=st.integers(0, 3))
    def ask(case, at_home):
        # Most paths made up lead nowhere; three of four are led to real rows.
        is_led = bool(at_home and case.path_parameters)
        if is_led:
            case.path_parameters = {**case.path_parameters, **real}
        with transaction.atomic():
            answer = case.call(headers=headers)
            transaction.set_rollback(True)
        case.validate_response(answer, checks=list(CHECKS if is_led or mode is GenerationMode.POSITIVE else (*CHECKS, negative_data_rejection)))

    return ask


def test_every_answer_is_one_that_the_document_tells_of(whole):
    assert walk(whole, FEW) == {}


@pytest.mark.long
def test_the_same_with_many_examples(whole):
    assert walk(whole, MANY) == {}
