"""Evidence: a file proves a row; who may bring it, what may be taken off, and that the log tells both."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from jiheng.apps.library.models import Evidence, KeptFile
from jiheng.apps.library.selectors import evidence_by_row, evidence_in, evidence_of
from jiheng.apps.shared.models import ChangeEntry
from jiheng.apps.targets.models import Indicator
from jiheng.apps.targets.services import indicators, tables, workflow
from jiheng.apps.targets.services.evidence import attach_evidence, remove_evidence
from tests.apps.tables import approve, make_table

SHEET = {"name": "问卷汇总.pdf", "data": b"%PDF-1.7 sheet"}


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def row(office):
    table = make_table(office)
    return table.indicators.select_related("table").get(name="查档人满意度")


def test_a_file_is_attached_with_its_date_and_sample_and_told(office, row):
    proof = attach_evidence(actor=office.clerk, row=row, **SHEET, title="满意度问卷", dated=date(2025, 11, 3), sample=120)
    assert (proof.kind, proof.number, proof.sample, proof.file.size) == ("targets.indicator", row.pk, 120, 14)
    told = ChangeEntry.objects.filter(kind="library.evidence").get()
    assert (told.action, told.after["title"], told.department_id, told.reason) == (
        "上传佐证材料", "满意度问卷", office.department.pk, "用于查档人满意度",
    )  # fmt: skip


def test_the_same_file_stands_once_at_a_row_and_again_at_another(office, row):
    attach_evidence(actor=office.clerk, row=row, **SHEET)
    with pytest.raises(ValidationError, match="同一份文件"):
        attach_evidence(actor=office.clerk, row=row, name="另一个名字.pdf", data=SHEET["data"])
    assert KeptFile.objects.count() == 1  # what was refused left nothing behind
    neighbour = row.table.indicators.select_related("table").exclude(pk=row.pk).first()
    attach_evidence(actor=office.clerk, row=neighbour, **SHEET)
    assert {number: len(rows) for number, rows in evidence_by_row(Indicator, [row.pk, neighbour.pk, 0]).items()} == {row.pk: 1, neighbour.pk: 1}


def test_a_section_brings_evidence_of_its_own_rows_only(office, row):
    with pytest.raises(Http404):
        attach_evidence(actor=office.section, row=row, **SHEET)
    row.section = office.sections[0]
    attach_evidence(actor=office.section, row=row, **SHEET)


@pytest.mark.parametrize("who", ["head", "finance", "auditor", "admin"])
def test_others_only_look(office, row, who):
    with pytest.raises(Http404):
        attach_evidence(actor=getattr(office, who), row=row, **SHEET)


def test_another_offices_clerk_finds_nothing(office, other, row):
    proof = attach_evidence(actor=office.clerk, row=row, **SHEET)
    with pytest.raises(Http404):
        remove_evidence(actor=other.clerk, row=row, number=proof.pk, why="误传")
    stranger = make_table(other).indicators.select_related("table").first()
    with pytest.raises(Http404):
        evidence_in(stranger, proof.pk)


def test_a_file_of_an_unknown_kind_is_refused_and_nothing_kept(office, row):
    with pytest.raises(ValidationError, match="可收"):
        attach_evidence(actor=office.clerk, row=row, name="程序.exe", data=b"MZ\x90")
    assert (KeptFile.objects.count(), Evidence.objects.count()) == (0, 0)


def test_removing_asks_why_and_the_file_stays(office, row):
    proof = attach_evidence(actor=office.clerk, row=row, **SHEET)
    with pytest.raises(ValidationError, match="原因"):
        remove_evidence(actor=office.clerk, row=row, number=proof.pk, why=" ")
    remove_evidence(actor=office.clerk, row=row, number=proof.pk, why="传错了")
    assert (evidence_of(row).count(), KeptFile.objects.count()) == (0, 1)
    told = ChangeEntry.objects.filter(kind="library.evidence").first()
    assert (told.action, told.reason, told.before["title"]) == ("移除佐证材料", "传错了", "问卷汇总.pdf")


def test_what_a_judge_sees_stays_and_what_came_later_may_go(office, row):
    seen = attach_evidence(actor=office.clerk, row=row, **SHEET)
    workflow.submit(actor=office.clerk, table=row.table)
    row.table.refresh_from_db()
    with pytest.raises(ValidationError, match="不能移除"):
        remove_evidence(actor=office.clerk, row=row, number=seen.pk, why="传错了")
    workflow.withdraw(actor=office.clerk, table=row.table)
    approve(office, row.table)
    with pytest.raises(ValidationError, match="第1版"):
        remove_evidence(actor=office.clerk, row=row, number=seen.pk, why="传错了")
    later = attach_evidence(actor=office.clerk, row=row, name="完成情况.txt", data="已办结".encode())
    remove_evidence(actor=office.clerk, row=row, number=later.pk, why="传错了")
    assert list(evidence_of(row)) == [seen]


def test_evidence_of_a_row_that_is_deleted_goes_with_it(office, row):
    attach_evidence(actor=office.clerk, row=row, **SHEET)
    neighbour = row.table.indicators.select_related("table").exclude(pk=row.pk).first()
    attach_evidence(actor=office.clerk, row=neighbour, **SHEET)
    indicators.remove_indicator(actor=office.clerk, table=row.table, number=row.pk)
    assert [one.number for one in Evidence.objects.all()] == [neighbour.pk]
    tables.remove_table(actor=office.clerk, table=row.table)
    assert Evidence.objects.count() == 0
    assert ChangeEntry.objects.filter(kind="library.evidence", action="移除佐证材料").count() == 2
