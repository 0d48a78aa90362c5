"""The live audit says what the package's audit of the finished report says, and leads back to the fields."""

from __future__ import annotations

from importlib.resources import files

import pytest
import yaml

from jiheng.core.casefile import steps
from jiheng.core.casefile.draft_audit import audit_draft, paths_of
from jiheng.core.casefile.draft_document import document_of
from jiheng.core.casefile.load_case import load_case
from jiheng.core.casefile.report_of_case import report_input
from jiheng.core.casefile.scoring_steps import score_case
from jiheng.core.reporting.composition import compose
from jiheng.core.reporting.renderer_shelf import render

SAMPLES = sorted(one.name for one in (files("jiheng") / "samples").iterdir() if one.name.endswith(".yaml"))
# What people type, true or not, by the field of the case.
_TYPED = (
    ("problems", ["全年预算执行率为12.34%，公用经费比上年增长45.6%。", "2019年完成调研3次。"]),
    ("measures", ["支出合计1234.56万元，其中基本支出1000万元、项目支出300万元，三公经费0.5万元，比上年下降20%。"]),
    ("target", "全年支出控制在1万元以内，三项工作如下：一是开会5次；二是调研2次。"),
)


def texts() -> list[tuple[str, bytes]]:
    found = []
    for name in SAMPLES:
        data = (files("jiheng") / "samples" / name).read_bytes()
        found.append((name, data))
        for field, words in _TYPED:
            case = yaml.safe_load(data)
            case[field] = words
            found.append((f"{name}+{field}", yaml.safe_dump(case, allow_unicode=True, sort_keys=False).encode()))
    return found


def drafted(data: bytes):
    case = load_case(data, "案卷.yaml")
    given = report_input(case, case.pack, score_case(case).sheets)
    return case, given, compose(given)


def told(result) -> list[tuple]:
    return [
        (one.code, one.severity, one.message, one.mend, one.expected, one.stated, one.difference, one.working, one.fingerprint,
         [(span.block, span.start, span.end, span.text, span.quote, span.locator) for span in one.evidence])
        for one in result.findings
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "data"), texts(), ids=[name for name, _ in texts()])
def test_the_live_audit_is_that_of_the_finished_report(name: str, data: bytes) -> None:
    case, given, draft = drafted(data)
    document = steps.read(render(draft, "docx"), "自评报告.docx")
    finished = steps.audit(document, steps.facts(document, case.year))
    live = audit_draft(draft, case.year)
    assert live.document.text == document.text
    assert live.document.blocks == document.blocks
    assert told(live.result) == told(finished)
    assert [fact.figure for fact in live.statements.facts] == [fact.figure for fact in steps.facts(document, case.year).facts]
    blocks = {block.id: block.text for block in document.blocks}
    for finding in live.result.findings:
        if any("45.6%" in blocks.get(span.block, "") for span in finding.evidence):
            assert next(paths_of(live, finding, given)) == "problems"


def test_the_document_of_a_draft_is_that_of_its_word_file() -> None:
    _, _, draft = drafted((files("jiheng") / "samples" / SAMPLES[0]).read_bytes())
    assert document_of(draft, "甲.docx").name == "甲.docx"


@pytest.mark.parametrize("name", SAMPLES)
def test_the_sums_and_repeats_of_our_own_report_draw_no_finding(name: str) -> None:
    case, _, draft = drafted((files("jiheng") / "samples" / name).read_bytes())
    found = [one for one in audit_draft(draft, case.year).result.findings if one.code.startswith("JH-A-0")]
    assert not found, [one.message for one in found]
