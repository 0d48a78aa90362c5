"""Every page asks the database as often for sixty rows as for three, and no oftener than is recorded in query_budgets.py."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.addresses import addresses
from tests.web.grown import grow
from tests.web.query_budgets import BUDGETS
from tests.web.sampled import YEAR, keep_samples, sign_in

FEW, MANY = 3, 60
# What is asked for behind an address that shows nothing without it.
ASKED = {"workbench:search": "?q=只有本单位"}
# No lists: one document, which is there only while the year's figures add up, and those that are multiplied here do not.
NO_LISTS = {"evaluation:paper"}
READERS = ("ebian", "ebian-fz", "czsc", "admin")


@pytest.fixture
def counted(db):
    """Pages by name → questions with few rows and with many, asked by the first of the readers who may open the page."""
    department = keep_samples()
    grow(department, YEAR, FEW)
    clients = {who: sign_in(who) for who in READERS}
    pages = {}
    for one in addresses(department, YEAR):
        if one.name in NO_LISTS:
            continue
        path = f"{one.path}{ASKED.get(one.name, '')}"
        for client in clients.values():
            answer = client.get(path)  # what a page loads once is loaded
            if answer.status_code == 200:
                if answer.headers["Content-Type"].startswith("text/html"):
                    pages[one.name] = (client, path)
                break
    few = {name: questions(*page) for name, page in pages.items()}
    grow(department, YEAR, MANY)
    return {name: (few[name], questions(*page)) for name, page in pages.items()}


def questions(client, path: str) -> int:
    """How often the page asks; the session is kept alive now and then, by the clock."""
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path)
    assert answer.status_code == 200, path
    said = [query["sql"] for query in asked.captured_queries]
    return sum("django_session" not in sql and not sql.startswith(("SAVEPOINT", "RELEASE")) for sql in said)


def test_every_page_keeps_its_budget(counted):
    more = {name: counts for name, counts in counted.items() if counts[0] != counts[1]}
    assert more == {}, "these ask oftener for more rows (few, many): fetch what a list needs at once (select_related, prefetch_related, annotate)"
    above = [f'"{name}": {many},' for name, (_, many) in counted.items() if many > BUDGETS.get(name, 0)]
    said = "these ask oftener than recorded, or have no record: mend them, or record them in tests/web/query_budgets.py"
    assert not above, said + "".join(f"\n    {line}" for line in above)
    assert sorted(BUDGETS.keys() - counted.keys()) == [], "these are recorded, but no such page opens"
