"""An audit as a draft: every finding with place, arithmetic, mending and answer; in Word it is what the draft says."""

from __future__ import annotations

from io import BytesIO

import docx

from jiheng.core.casefile import steps
from jiheng.core.reporting.audit_draft import audit_draft
from jiheng.core.reporting.draft import Heading, Paragraph
from jiheng.core.reporting.renderer_shelf import Audience, render

TEXT = "某馆2024年度部门整体支出绩效自评报告\n\n2024年支出合计350.25万元，其中基本支出210.05万元，项目支出140.30万元。\n"


def drafted(answers=None):
    document = steps.read(TEXT.encode(), "报告.txt")
    statements = steps.facts(document, 2024)
    result = steps.audit(document, statements)
    return audit_draft(document, statements, result, None, answers), result


def words_of(draft) -> str:
    return "\n".join("".join(run.text for run in part.runs) for part in draft.parts if isinstance(part, Paragraph))


def test_each_finding_stands_with_place_and_mending() -> None:
    draft, result = drafted()
    said = words_of(draft)
    for finding in result.findings:
        assert finding.message in said
        assert finding.mend in said
    assert "位置：第3行" in said
    assert "算式：" in said


def test_an_answer_stands_with_its_finding() -> None:
    _, result = drafted()
    draft, _ = drafted({result.findings[0].fingerprint: "有说明 口径不同"})
    assert words_of(draft).count("答复：有说明 口径不同") == 1


def test_a_document_without_findings_says_so() -> None:
    document = steps.read("某馆工作总结\n\n全年工作平稳。\n".encode(), "总结.txt")
    statements = steps.facts(document, 2024)
    result = steps.audit(document, statements, None)
    draft = audit_draft(document, statements, result)
    titles = [part.text for part in draft.parts if isinstance(part, Heading)]
    assert titles[-1].endswith("核对范围")
    assert ("没有发现问题" in words_of(draft)) is not bool(result.findings)


def test_word_holds_what_the_draft_says_and_carries_nothing() -> None:
    draft, _ = drafted()
    file = docx.Document(BytesIO(render(draft, "docx", audience=Audience.PUBLICATION)))
    text = "\n".join(one.text for one in file.paragraphs)
    for line in words_of(draft).splitlines():
        assert line in text
