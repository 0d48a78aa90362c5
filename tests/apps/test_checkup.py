"""Reports handed in are checked; answers stay with the findings; versions are compared."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from jiheng.apps.evaluation.models import CheckUp
from jiheng.apps.evaluation.selectors.checkups import answers_to, earlier, papers_of
from jiheng.apps.evaluation.services import checkups as services
from jiheng.core.casefile.compare import compare

FIRST = "某馆2024年度部门整体支出绩效自评报告\n\n2024年支出合计350.25万元，其中基本支出210.05万元，项目支出140.30万元。\n年初预算355万元，全年预算360万元。\n"
MENDED = FIRST.replace("140.30", "140.20")


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def hand_in(office, django_capture_on_commit_callbacks):
    def give(text: str = FIRST, name: str = "自评报告.txt", paper=None) -> CheckUp:
        with django_capture_on_commit_callbacks(execute=True):
            made = services.hand_in(actor=office.clerk, department=office.department, year=2024, name=name, data=text.encode(), paper=paper)
        made.refresh_from_db()
        return made

    return give


def test_a_report_is_checked_and_its_wrong_sum_found(hand_in):
    made = hand_in()
    assert (made.state, made.version, made.counts["error"]) == ("done", 1, 1)
    assert "350.25" in made.result["findings"][0]["message"]


def test_a_file_that_cannot_be_read_is_a_result_not_a_crash(hand_in):
    made = hand_in("%PDF-1.7 broken", "坏.pdf")
    assert made.state == "failed"
    assert made.trouble.startswith("[JH-F-")


def test_an_answer_stays_with_the_finding_over_versions(hand_in, office):
    first = hand_in(FIRST.replace("全年预算360万元", "全年预算360万元，执行率93.29%"))
    wrong = {one["code"]: one["fingerprint"] for one in first.result["findings"]}
    key = next(iter(wrong.values()))
    services.answer(actor=office.clerk, checkup=first, fingerprint=key, kind="explain", words="口径不同")
    again = hand_in(FIRST.replace("全年预算360万元", "全年预算360.00万元，执行率93.29%"), paper=first.paper)
    assert (again.version, earlier(again)) == (2, first)
    assert key in {one["fingerprint"] for one in again.result["findings"]}
    assert answers_to(again.paper)[key].words == "口径不同"


def test_versions_are_compared_by_findings_and_figures(hand_in):
    first = hand_in()
    second = hand_in(MENDED, paper=first.paper)
    told = compare(first.result, second.result)
    assert ([one["code"] for one in told.mended], told.left, told.new) == ([first.result["findings"][0]["code"]], (), ())
    assert [(one.before, one.after) for one in told.figures] == [("140.30万元", "140.20万元")]


@pytest.mark.parametrize(("kind", "words", "said"), [("explain", " ", "理由"), ("not_applicable", "", "理由"), ("maybe", "x", "选择")])
def test_an_answer_without_its_reason_is_refused(hand_in, office, kind, words, said):
    made = hand_in()
    with pytest.raises(ValidationError, match=said):
        services.answer(actor=office.clerk, checkup=made, fingerprint=made.result["findings"][0]["fingerprint"], kind=kind, words=words)


def test_a_finding_of_another_report_cannot_be_answered(hand_in, office):
    with pytest.raises(ValidationError, match="刷新"):
        services.answer(actor=office.clerk, checkup=hand_in(MENDED), fingerprint="0" * 16, kind="agree")


def test_the_list_shows_each_paper_once_with_its_newest_version(hand_in, office, django_assert_num_queries):
    first = hand_in()
    hand_in(MENDED, paper=first.paper)
    hand_in(MENDED, "另一份.txt")
    with django_assert_num_queries(1):
        listed = [(paper.title, paper.version, paper.counts["error"]) for paper in papers_of(office.department, 2024)]
    assert listed == [("另一份", 1, 0), ("自评报告", 2, 0)]
