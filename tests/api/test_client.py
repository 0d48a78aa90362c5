"""The typed client against a running server: rows with exact amounts, refusals with all that was said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from jiheng.apps.tokens.services import issue_token
from jiheng.client.program import Client
from jiheng.client.trouble import ApiError
from tests.api.calling import EVERYTHING
from tests.apps.account_tables import YEAR as ACCOUNTS_YEAR
from tests.apps.account_tables import as_workbook, tables
from tests.apps.handed import YEAR, make_evaluation
from tests.apps.offices import make_office


@pytest.fixture
def office(transactional_db):
    return make_office()


@pytest.fixture
def client(office, live_server):
    _, secret = issue_token(actor=office.clerk, name="测试", scopes=EVERYTHING, days=1)
    return Client(live_server.url, secret)


def test_a_book_is_kept_by_a_program(client, office):
    assert client.me().username == "a-clerk"
    assert [one.name for one in client.departments()] == [office.department.name]
    year = client.year(office.department.pk, 2025)
    line = year.add_line("2010201", "36.5万元", economic="30201")
    assert line.opening == Decimal("365000.00")
    paid = year.pay(line.id, Decimal("1234.56"), date(2025, 3, 5), voucher="记-001", summary="办公用品", approver="张三")
    assert (paid.amount, paid.paid_on) == (Decimal("1234.56"), date(2025, 3, 5))
    assert year.totals()["total"].left == Decimal("363765.44")
    assert [one.id for one in year.payments(month=3)] == [paid.id]
    outturn = next(one for one in year.facts(concept="spend.total", basis="执行") if one.value == Decimal("0.123456"))
    assert client.fact(outturn.id).entries == (line.id,)


def test_a_refusal_says_where_and_how_to_mend(client, office):
    year = client.year(office.department.pk, 2025)
    with pytest.raises(ApiError) as refused:
        year.add_line("123", "1")
    assert refused.value.status == 422
    assert refused.value.errors[0].where == "function"
    assert "七位数字" in refused.value.errors[0].mend


def test_an_edit_meanwhile_gives_both_texts(client, office):
    year = client.year(office.department.pk, 2025)
    line = year.add_line("2010201", "100", note="先")
    path = f"/departments/{office.department.pk}/2025/budget/lines/{line.id}"
    sent = {"function": "2010201", "opening": "200", "version": line.version, "note": "后"}
    client.calls.put(path, sent)
    with pytest.raises(ApiError) as refused:
        client.calls.put(path, {**sent, "note": "又"})
    assert refused.value.was_edited_meanwhile
    assert [(one.name, one.now, one.yours) for one in refused.value.both if one.name == "note"] == [("note", "后", "又")]
    client.calls.put(path, {**sent, "note": "又", "version": refused.value.version})


def test_a_table_is_tried_and_taken(client, office):
    year = client.year(office.department.pk, 2025)
    table = "功能分类编码,经济分类编码,年初预算\n2010201,30201,12.50\n2010201,30211,3.00\n".encode()
    plan = year.try_import("预算.csv", table, kind="lines", unit="万元")
    assert plan.may_be_written
    assert plan.counts["新增"] == 2
    assert list(year.lines()) == []
    assert year.take_import(plan.file, kind="lines", unit="万元") == 2
    assert year.totals()["total"].opening == Decimal("155000.00")


def test_the_tables_of_final_accounts_are_compared_and_taken(client, office):
    year = client.year(office.department.pk, ACCOUNTS_YEAR)
    whole = tables()
    halves = [dict(list(whole.items())[:5]), dict(list(whole.items())[5:])]
    compared = year.compare_accounts({f"决算{number}.xlsx": as_workbook(half) for number, half in enumerate(halves)})
    assert len(compared.files) == 2
    assert compared.may_be_written
    assert not compared.trouble
    assert list(year.payments()) == []
    spent = [one for one in compared.rows if one.state == "新增" and one.key.startswith("line|")]
    assert year.take_accounts(compared, [one.key for one in spent[:1]]) == 1
    assert [f"{one.amount / 10_000:.2f}" for one in year.payments()] == [spent[0].stated.replace(",", "")]
    again = year.compare_accounts({"决算.xlsx": as_workbook(whole)})
    assert {one.key: one.state for one in again.rows}[spent[0].key] == "相同"
    with pytest.raises(ApiError) as refused:
        year.take_accounts(again, [spent[0].key])
    assert refused.value.status == 422


def test_a_file_that_holds_no_final_accounts_says_so(client, office):
    year = client.year(office.department.pk, ACCOUNTS_YEAR)
    compared = year.compare_accounts({"别的.csv": "甲,乙\n1,2\n".encode()})
    assert compared.trouble
    assert not compared.may_be_written


def test_files_of_another_department_are_not_compared(client, office):
    year = client.year(office.department.pk, ACCOUNTS_YEAR)
    with pytest.raises(ApiError) as refused:
        client.calls.post(f"/departments/{office.department.pk}/{ACCOUNTS_YEAR}/budget/accounts/plan", {"files": [999_999]})
    assert refused.value.status == 404
    assert list(year.payments()) == []


def test_a_report_is_checked(client, office):
    year = client.year(office.department.pk, 2025)
    made = year.hand_in("报告.txt", "2025年支出合计100.00万元，其中基本支出60.00万元、项目支出50.00万元。".encode())
    done = year.wait_for(made)
    assert done.state == "done"
    assert year.result(done.id)["schema"] == "jiheng.audit/1"


def test_a_table_of_targets_is_written_and_refused_while_it_is_not_whole(client, office):
    year = client.year(office.department.pk, 2025)
    table = year.targets()
    year.add_indicator(table.id, level1="产出指标", level2="数量指标", name="整理档案", target="1200", unit="卷", weight="50")
    with pytest.raises(ApiError) as refused:
        year.step(table.id, "submit")
    assert refused.value.status == 422
    assert year.targets().indicators[0].weight == Decimal("50.00")


def test_a_self_evaluation_is_handed_over(client, office, live_server, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_evaluation(office)
    own = client.year(office.department.pk, YEAR).evaluation
    assert own.open().state == "draft"
    written = own.write("measures", "扩建库房")
    assert own.write("measures", "扩建库房，二〇三二年完工", version=written.version).version == written.version + 1
    with pytest.raises(ApiError) as refused:
        own.write("measures", "又", version=written.version)
    assert refused.value.was_edited_meanwhile
    assert own.readiness().is_ready
    assert own.package().startswith(b"PK")
    sent = own.send("请审")
    assert [one.code for one in own.versions()] == [sent.code]
    assert sent.code in own.document(sent.number, "自评报告.html").decode()
    _, secret = issue_token(actor=office.head, name="负责人", scopes=EVERYTHING, days=1)
    heads = Client(live_server.url, secret).year(office.department.pk, YEAR).evaluation
    assert heads.step(sent.number, "approve", "同意").state == "approved"
    with pytest.raises(ApiError):
        own.submit(sent.number)
    signed = own.bring_signed(sent.number, "签章件.png", b"\x89PNG\r\n\x1a\n" + b"0" * 40)
    assert (signed.state, own.version(sent.number).state) == ("approved", "approved")


def test_a_wrong_token_and_a_wrong_address_are_told(office, live_server):
    with pytest.raises(ApiError) as refused:
        Client(live_server.url, "jh_wrong").me()
    assert refused.value.status == 401
    with pytest.raises(ApiError) as away:
        Client("http://127.0.0.1:9", "jh_wrong", timeout=2).me()
    assert away.value.status == 0
    with pytest.raises(ValueError, match="http"):
        Client("ftp://a.example", "jh_wrong")
