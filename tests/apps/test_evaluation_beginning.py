"""Beginning from last year's report: taken over with everything stale in it counted until it is mended or found true."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from jiheng.apps.budget.services import books
from jiheng.apps.evaluation.beginning import old_sections, stale_words
from jiheng.apps.evaluation.models import Entry
from jiheng.apps.evaluation.services import beginning as services
from jiheng.apps.evaluation.services.entries import open_evaluation, write_entry
from jiheng.apps.shared.editing import EditedMeanwhile

YEAR = 2031
REPORT = """某县档案馆2030年度部门整体支出绩效自评报告

一、部门基本情况
（一）人员情况
年末在职人员10人，退休3人。
四、存在的问题
2030年查档窗口只有2个，五届四次全会提出的建议落实不够。
"""


@pytest.fixture
def begun(office):
    books.add_row(book="staff", kind="administrative", quota=12, actual=11, actor=office.clerk, department=office.department, year=YEAR)
    office.evaluation = open_evaluation(actor=office.clerk, department=office.department, year=YEAR)
    services.begin_from(actor=office.clerk, evaluation=office.evaluation, name="上年.txt", data=REPORT.encode())
    return office


def take(office, title: str, path: str, version: int = 0, **more) -> Entry:
    number = next(place for place, one in enumerate(old_sections(office.evaluation)) if title in one.title)
    return services.take_section(actor=office.clerk, evaluation=office.evaluation, number=number, path=path, version=version, **more)


def stale(office) -> dict[str, str]:
    return {one.mark.text: one.known_by for one in stale_words(office.evaluation)}


def test_what_is_taken_over_is_counted_until_it_is_mended(begun) -> None:
    assert not stale(begun), "nothing is stale before anything was taken"
    take(begun, "存在的问题", "problems")
    assert set(stale(begun)) == {"2030", "2个", "五届四次全会"}
    services.mend(actor=begun.clerk, evaluation=begun.evaluation, path="problems", known_by=stale(begun)["2030"])
    services.mend(actor=begun.clerk, evaluation=begun.evaluation, path="problems", known_by=stale(begun)["五届四次全会"], text="五届六次全会")
    text = Entry.objects.get(path="problems").text
    assert "2031年查档" in text
    assert "五届六次全会" in text
    assert set(stale(begun)) == {"2个"}
    services.find_good(actor=begun.clerk, evaluation=begun.evaluation, path="problems", known_by=stale(begun)["2个"])
    assert not stale(begun)


def test_a_figure_of_the_books_is_proposed(begun) -> None:
    entry = take(begun, "人员情况", "other_matters")
    known = {one.mark.text: one.mark.proposed for one in stale_words(begun.evaluation)}
    assert known["10人"] == "11人"
    with pytest.raises(ValidationError, match="没有对应的数"):
        services.mend(actor=begun.clerk, evaluation=begun.evaluation, path=entry.path, known_by=stale(begun)["3人"])


def test_an_edit_of_the_number_by_hand_mends_it_too(begun) -> None:
    entry = take(begun, "存在的问题", "problems")
    write_entry(actor=begun.clerk, evaluation=begun.evaluation, path="problems", text=entry.text.replace("2个", "3个"), version=entry.version)
    assert "2个" not in stale(begun)


def test_what_stands_there_is_kept(begun) -> None:
    write_entry(actor=begun.clerk, evaluation=begun.evaluation, path="problems", text="已写好的一段", version=0)
    with pytest.raises(EditedMeanwhile):
        take(begun, "存在的问题", "problems")
    assert take(begun, "存在的问题", "problems", 1, behind=True).text.startswith("已写好的一段\n2030年")


@pytest.mark.parametrize(("number", "path"), [(99, "problems"), (0, "nonsense")])
def test_what_is_not_there_is_refused(begun, number, path) -> None:
    with pytest.raises(ValidationError):
        services.take_section(actor=begun.clerk, evaluation=begun.evaluation, number=number, path=path, version=0)


def test_a_file_that_cannot_be_read_is_refused(begun) -> None:
    with pytest.raises(ValidationError, match=r"上年\.pdf"):
        services.begin_from(actor=begun.clerk, evaluation=begun.evaluation, name="上年.pdf", data=b"%PDF-1.4 nothing")
    assert begun.evaluation.last_year.name == "上年.txt"
