"""What each role does through the API, and what it may not: the same year as on the pages, from a line to a disposed alert."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jiheng.apps.shared.models import ChangeEntry
from tests.api.calling import errors
from tests.apps.tables import FULL, ROWS

YEAR = 2025


@pytest.fixture
def here(office):
    return f"/departments/{office.department.pk}/{YEAR}"


@pytest.fixture
def people(office, calls):
    return {role: calls(getattr(office, role)) for role in ("clerk", "section", "head", "finance", "auditor", "admin")}


def refused_to(people, roles, method, path, data=None):
    return {role: people[role].ask(method, path, data).status_code for role in roles}


LINE = {"function": "2010201", "economic": "30201", "opening": "36.5万元"}


def test_a_line_with_an_adjustment_and_a_payment(people, here):
    assert set(refused_to(people, ("section", "head", "finance", "auditor", "admin"), "POST", f"{here}/budget/lines", LINE).values()) == {404}
    line = people["clerk"].ok("POST", f"{here}/budget/lines", LINE)
    assert (line["opening"], line["opening_step"], line["left"]) == ("365000.00", "1000.00", "365000.00")
    one = f"{here}/budget/lines/{line['id']}"
    cut = {"amount": "-5000", "decided_on": "2025-06-01", "document": "调1号", "reason": "压减", "approver": "张三"}
    adjustment = people["clerk"].ok("POST", f"{one}/adjustments", cut)
    paid = {"amount": "1234.56", "paid_on": "2025-03-05", "voucher": "记-1", "summary": "办公", "approver": "张三"}
    payment = people["clerk"].ok("POST", f"{one}/payments", paid)
    for role in ("section", "head", "finance", "auditor"):
        assert people[role].ok("GET", one)["left"] == "358765.44"
    edited = people["clerk"].ok(
        "PUT", f"{here}/budget/payments/{payment['id']}", {**paid, "amount": "1000", "version": payment["version"], "why": "更正"}
    )
    assert edited["amount"] == "1000.00"
    total = next(row for row in people["head"].ok("GET", f"{here}/budget/totals") if row["key"] == "total")
    assert (total["budget"], total["paid"], total["ids"]) == ("360000.00", "1000.00", [line["id"]])
    gone = people["clerk"].post(f"{here}/budget/adjustments/{adjustment['id']}/removal", {"version": adjustment["version"], "why": "重复"})
    assert (gone.status_code, gone.content) == (204, b"")
    assert ChangeEntry.objects.filter(action="删除预算调整", reason="重复").exists()
    still = people["clerk"].post(f"{one}/removal", {"version": line["version"]})
    assert (still.status_code, "已有调整或支付" in errors(still)[0]["what"]) == (422, True)


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"opening": 365000}, "opening"),
        ({"opening": "1e5"}, "opening"),
        ({"opening": "1.005"}, "opening"),
        ({"fund": "else"}, "fund"),
        ({"project": "1"}, "project"),
        ({"openning": "1"}, "openning"),
        ({"function": None}, "function"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(people, here, wrong, where):
    answer = people["clerk"].post(f"{here}/budget/lines", {**LINE, **wrong})
    assert answer.status_code == 422
    assert [one["where"].split(".")[0] for one in errors(answer)] == [where]
    assert all(one["code"] == "JH-H-422" for one in errors(answer))


@pytest.mark.parametrize(("body", "kind", "status"), [("{", "application/json", 400), ("[NaN]", "application/json", 400), ("a=1", "text/plain", 415)])
def test_a_body_that_is_no_json_is_refused(people, here, body, kind, status):
    clerk = people["clerk"]
    headers = {"Authorization": f"Bearer {clerk.secret}"}
    answer = clerk.client.post(f"/api/v1{here}/budget/lines", body, content_type=kind, headers=headers)
    assert answer.status_code == status
    assert errors(answer)


def test_a_character_that_no_database_holds_is_refused(people, here):
    for text in ("a\x00b", "a\ud800b"):
        assert people["clerk"].post(f"{here}/budget/lines", {**LINE, "note": text}).status_code == 422


def test_an_address_that_is_not_there_is_told_in_the_same_shape(people):
    answer = people["clerk"].get("/nothing/here")
    assert (answer.status_code, errors(answer)[0]["code"]) == (404, "JH-H-404")


BOOKS = {
    "projects": {"name": "修志"},
    "income": {"source": "general", "stage": "opening", "amount": "100万元", "dated": "2025-01-20", "document": "批1号"},
    "balances": {"kind": "other", "opening": "5"},
    "staff": {"kind": "administrative", "quota": 20, "actual": 19},
    "counts": {"kind": "reception_batches", "quantity": 3},
    "purchases": {"name": "电脑", "kind": "goods", "way": "open", "planned": "2万元"},
    "assets": {"kind": "equipment", "original": "10万元", "net": "5万元"},
    "buildings": {"name": "库房", "document": "建1号", "approved_area": "120.5", "planned": "30万元"},
}


@pytest.mark.parametrize("book", BOOKS)
def test_a_row_of_each_book_is_added_changed_and_removed(people, here, book):
    path, columns = f"{here}/budget/books/{book}", BOOKS[book]
    assert set(refused_to(people, ("section", "head", "finance", "auditor", "admin"), "POST", path, columns).values()) == {404}
    made = people["clerk"].ok("POST", path, columns)
    changed = people["clerk"].ok("PUT", f"{path}/{made['id']}", {**columns, "note": "核对过", "version": made["version"]})
    assert (changed["note"], changed["version"]) == ("核对过", made["version"] + 1)
    late = people["clerk"].put(f"{path}/{made['id']}", {**columns, "note": "晚了", "version": made["version"]})
    assert late.status_code == 409
    assert late.json()["both"] == [{"name": "note", "now": "核对过", "yours": "晚了"}]
    assert people["auditor"].ok("GET", path)["items"][0]["id"] == made["id"]
    assert people["clerk"].post(f"{path}/{made['id']}/removal", {"version": changed["version"], "why": "试"}).status_code == 204
    assert people["clerk"].ok("GET", path)["count"] == 0


def test_targets_go_their_whole_way_and_a_change_in_the_year_begins(people, here):
    clerk, head, finance = (people[role] for role in ("clerk", "head", "finance"))
    table = clerk.ok("POST", f"{here}/targets", {"project": ""})
    own = f"{here}/targets/{table['id']}"
    clerk.ok("PUT", f"{own}/goal", {"goal": "档案收集齐全，查阅便捷。", "version": table["version"]})
    for level1, level2, name, relation, target, unit, weight in ROWS:
        sent = {"level1": level1, "level2": level2, "name": name, "relation": relation, "target": target, "unit": unit, "weight": weight}
        clerk.ok("POST", f"{own}/indicators", sent)
    assert head.post(f"{own}/steps/submit").status_code == 404
    assert clerk.ok("POST", f"{own}/steps/submit")["state"] == "with_head"
    assert clerk.post(f"{own}/steps/endorse").status_code == 404
    assert head.ok("POST", f"{own}/refusal", {"words": "目标写细些"})["state"] == "returned"
    clerk.ok("POST", f"{own}/steps/submit")
    assert head.ok("POST", f"{own}/steps/endorse")["state"] == "with_finance"
    seen = finance.ok("GET", f"{own}/review")
    points = {item["id"]: str(FULL[item["id"]]) for item in seen}
    row = clerk.ok("GET", own)["indicators"][0]["id"]
    back = finance.ok("POST", f"{own}/review", {"approve": False, "points": points, "opinions": {str(row): "请写明口径"}})
    opinion = back["opinions"][0]
    assert (back["is_approval"], opinion["indicator"], opinion["text"]) == (False, row, "请写明口径")
    assert clerk.ok("POST", f"{own}/opinions/{opinion['id']}/answer", {"words": "已写明"})["answer"] == "已写明"
    clerk.ok("POST", f"{own}/steps/submit")
    head.ok("POST", f"{own}/steps/endorse")
    assert finance.ok("POST", f"{own}/review", {"approve": True, "points": points})["is_approval"] is True
    version = people["auditor"].ok("GET", f"{own}/versions/1")
    assert (version["is_whole"], len(version["indicators"])) == (True, len(ROWS))
    assert clerk.ok("POST", f"{own}/change", {"words": "预算调整"})["state"] == "draft"
    assert clerk.ok("POST", f"{own}/steps/abandon")["state"] == "approved"
    assert people["auditor"].get(f"{own}/files/xlsx").content.startswith(b"PK")


def test_rules_are_asked_for_and_decided(people, here):
    asked = {"parameter": "behind.red", "value": "20", "document": "文1号", "reason": "季节性强"}
    assert people["head"].post(f"{here}/rules/values", asked).status_code == 404
    row = people["clerk"].ok("POST", f"{here}/rules/values", asked)
    decision = f"{here}/rules/values/{row['id']}/decision"
    assert people["clerk"].post(decision, {"granted": True, "version": row["version"]}).status_code == 404
    people["finance"].ok("POST", decision, {"granted": True, "version": row["version"]})
    told = people["auditor"].ok("GET", f"{here}/rules")
    assert Decimal(next(light["red"] for light in told["lights"] if light["id"] == "behind")) == Decimal("0.2")


def test_an_administrator_makes_an_organisation_and_its_clerk(people):
    admin = people["admin"]
    place = {"name": "某县图书馆", "short_name": "图书馆", "kind": "department", "region_code": "430998", "region_name": "某省某市某县"}
    assert {people[role].post("/organisations", place).status_code for role in ("clerk", "head", "finance", "auditor")} == {404}
    made = admin.ok("POST", "/organisations", place)
    first = admin.ok("POST", "/users", {"username": "tsg", "name": "李四"})
    post = admin.ok("POST", f"/organisations/{made['id']}/posts", {"user": first["user"]["id"], "role": "clerk"})
    assert admin.ok("GET", f"/users/{first['user']['id']}")["roles"] == [post]
    assert len(first["first_password"]) > 10
    assert admin.delete(f"/posts/{post['id']}", reason="调走").status_code == 204
    stopped = admin.ok("POST", f"/organisations/{made['id']}/activity", {"is_active": False, "version": made["version"]})
    assert stopped["is_active"] is False


def test_a_section_fills_its_own_month_and_no_other(office, people, here, calls):
    from tests.apps.monitored import keep_books, plan

    keep_books(office.department, YEAR)
    plan(office, YEAR)
    assert people["head"].post(f"{here}/monitoring/months", {"month": 6}).status_code == 404
    month = people["clerk"].ok("POST", f"{here}/monitoring/months", {"month": 6})
    mine = next(row for row in month["progress"] if row["section"] == office.sections[0].pk)
    others = next(row for row in month["progress"] if row["section"] == office.sections[1].pk)
    filled = {"actual": "1", "likelihood": "impossible", "reason_class": "funds", "reason": "经费未到位"}
    done = people["section"].ok("PUT", f"{here}/monitoring/progress/{mine['id']}", {**filled, "version": mine["version"]})
    assert done["light"] == "red"
    assert people["section"].put(f"{here}/monitoring/progress/{others['id']}", {**filled, "version": others["version"]}).status_code == 404
    people["clerk"].ok("PUT", f"{here}/monitoring/progress/{others['id']}", {"actual": "6", "likelihood": "certain", "version": others["version"]})
    now = people["clerk"].ok("GET", f"{here}/monitoring/months/6")
    people["clerk"].ok("POST", f"{here}/monitoring/months/6/report", {"summary": "进度偏慢", "version": now["version"]})
    alert = next(one for one in people["head"].ok("GET", f"{here}/monitoring/alerts")["items"] if one["title"] == mine["name"])
    path = f"{here}/monitoring/alerts/{alert['id']}"
    said = people["clerk"].ok("POST", f"{path}/disposition", {"disposition": "continue", "reason": "下月补办", "version": alert["version"]})
    assert said["state"] == "asked"
    assert people["clerk"].post(f"{path}/decision", {"approved": True, "version": said["version"]}).status_code == 404
    assert people["head"].ok("POST", f"{path}/decision", {"approved": True, "version": said["version"]})["state"] == "closed"
    assert people["finance"].ok("GET", f"/overview/{YEAR}")["items"][0]["department"] == office.department.pk
    assert people["clerk"].get(f"/overview/{YEAR}").status_code == 404


def test_lists_ask_the_same_number_of_questions_however_long(people, here, django_assert_max_num_queries):
    clerk = people["clerk"]
    clerk.get("/me")
    for economic in ("30201", "30202", "30205"):
        clerk.ok("POST", f"{here}/budget/lines", {**LINE, "economic": economic})
    with django_assert_max_num_queries(12) as few:
        clerk.ok("GET", f"{here}/budget/lines")
    for number in range(20):
        project = clerk.ok("POST", f"{here}/budget/books/projects", {"name": f"项目{number}"})
        clerk.ok("POST", f"{here}/budget/lines", {**LINE, "project": project["id"]})
    with django_assert_max_num_queries(few.final_queries - few.initial_queries):
        assert clerk.ok("GET", f"{here}/budget/lines")["count"] == 23
