"""The reference of checks and relations: one page per group of codes, each entry with its rule, law, example and cases."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from inspect import cleandoc
from pathlib import Path
from typing import Any

import yaml

from jiheng.core.auditing.finding import Finding
from jiheng.core.casefile import steps
from jiheng.core.casefile.rules import Rule, all_rules
from jiheng.core.documents.document import Document
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.law import Citation, load_sources
from jiheng.core.rulepack.load import load_pack
from jiheng.core.rulepack.model import Case, Relation
from jiheng.core.rulepack.nodes import Reference
from tests.lawbook.stated import of_case, outcomes

ROOT = Path(__file__).resolve().parents[1]
KINDS = {"holds": "成立", "breaks": "不成立", "unknown": "无法判断", "near-miss": "近似而不报"}
SEVERITIES = {"error": "错误", "warning": "警告", "hint": "提示"}
CATEGORIES = {"accuracy": "准确", "completeness": "完整", "existence": "真实", "timeliness": "及时", "wording": "表述"}
GROUPS = {
    "A-0": "两处陈述之间：重述、合计、比率、增减",
    "A-1": "结构、文字与附件",
    "A-2": "指标、分值与得分",
    "A-3": "说法与数字",
    "A-4": "公开的决算表与说明",
}
_SECTION = re.compile(r"\b(Law|Holds|Breaks|Unknown|Mend):\s*")
_NAMES = {"Law": "条款", "Holds": KINDS["holds"], "Breaks": KINDS["breaks"], "Unknown": KINDS["unknown"], "Mend": "怎样改"}
_PACK_GROUP = re.compile(r"^  # ── (\d\d) (.*?) ─+$", re.MULTILINE)
_SHORT = 9  # lines of a case that are shown whole
_LONG = 140  # characters of a line, beyond which only its sentences with evidence are shown
_QUOTED = 70


def pages() -> Iterator[tuple[str, Iterator[str]]]:
    """Name and lines of each page: the index, then one per group."""
    groups: dict[str, list[Rule]] = {}
    for rule in all_rules().values():
        groups.setdefault(group_of(rule.code), []).append(rule)
    yield "checks", index(groups)
    for group, rules in groups.items():
        yield f"checks/{file_of(group)}", page(group, rules)


def group_of(code: str) -> str:
    """A-1 of JH-A-101, R-03 of JH-R-0301."""
    _, letter, number = code.split("-")
    return f"{letter}-{number[: 1 if letter == 'A' else 2]}"


def file_of(group: str) -> str:
    """A-1 → A-1xx."""
    return f"{group}xx"


@cache
def titles() -> dict[str, str]:
    """Titles of the groups; those of relations stand in the pack."""
    pack = (files("jiheng") / "lawbook").joinpath(f"packs/{steps.NATIONAL}.yaml").read_text("utf-8")
    found = dict(_PACK_GROUP.findall(pack))
    return GROUPS | {f"R-{number}": title for number, title in found.items()}


def index(groups: dict[str, list[Rule]]) -> Iterator[str]:
    """What there is, by kind of defect and by code."""
    rules = [rule for group in groups.values() for rule in group]
    severities = Counter(rule.severity for rule in rules)
    yield "# 检查与勾稽关系\n"
    yield f"共{len(rules)}项：" + "，".join(f"{SEVERITIES[key]} {severities[key]}" for key in SEVERITIES) + "（按可能的最高级别）。"
    yield "错误只用于印出的数字或已核对原文的规定能够证明的；依据尚未核对原文的，一律不报错误。\n"
    yield "## 按缺陷查\n\n| 缺陷 | 检查 |\n|---|---|"
    defects: dict[str, list[str]] = yaml.safe_load((ROOT / "docs" / "defects.yaml").read_text("utf-8"))
    listed = {title: [rule.code for rule in rules if any(fnmatchcase(rule.code, one) for one in codes)] for title, codes in defects.items()}
    known = {code for codes in listed.values() for code in codes}
    for title, codes in (listed | {"其他": [rule.code for rule in rules if rule.code not in known]}).items():
        if codes:
            yield f"| {title} | {'　'.join(spans_of(codes, [rule.code for rule in rules]))} |"
    for group, members in groups.items():
        yield f"\n## [{title_of(group)}](checks/{file_of(group)}.md)\n\n| 编码 | 最高级别 | 方面 | 名称 |\n|---|---|---|---|"
        for rule in members:
            yield f"| {link(rule.code)} | {SEVERITIES[rule.severity]} | {CATEGORIES[rule.category]} | {rule.title} |"


def spans_of(codes: list[str], order: list[str]) -> Iterator[str]:
    """Codes as links; four and more that follow each other as their first and last."""
    run: list[str] = []
    for code in [*codes, ""]:
        if run and (not code or order.index(code) != order.index(run[-1]) + 1 or group_of(code) != group_of(run[0])):
            yield from (link(one) for one in run) if len(run) < 4 else (f"{link(run[0])}至{link(run[-1])}",)
            run = []
        run.append(code)


def title_of(group: str) -> str:
    """A group's codes and its title."""
    return f"JH-{file_of(group)} {titles().get(group, '')}".strip()


def link(code: str) -> str:
    """A code that leads to its entry."""
    return f"[{code}](checks/{file_of(group_of(code))}.md#{code.lower()})"


def page(group: str, rules: list[Rule]) -> Iterator[str]:
    """Every entry of a group."""
    yield f"# {title_of(group)}\n\n[全部检查](../checks.md)"
    relations = {one.code: one for one in load_pack(steps.NATIONAL).relations}
    for rule in rules:
        yield f"\n## {rule.code}\n\n**{rule.title}**  \n最高级别：{SEVERITIES[rule.severity]} · 方面：{CATEGORIES[rule.category]}\n"
        if rule.code in relations:
            yield from of_relation(relations[rule.code])
        else:
            yield from of_check(rule)


def of_check(rule: Rule) -> Iterator[str]:
    """An entry of a check: its docstring, its sources, an example, its cases."""
    said, *sections = _SECTION.split(cleandoc(rule.doc))
    yield " ".join(said.split()) + "\n"
    for name, words in zip(sections[::2], sections[1::2], strict=True):
        yield f"- {_NAMES[name]}：{' '.join(words.split())}"
    yield from sources_of(rule.sources)
    path = ROOT / "tests" / "checks" / f"{rule.code}.yaml"
    cases: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8")) if path.exists() else []
    yield from example_of(rule, cases)
    for kind, words in KINDS.items():
        names = [case["name"] for case in cases if case["kind"] == kind]
        if names:
            yield f"- 用例·{words}（{len(names)}）：{'；'.join(names)}"


def sources_of(sources: tuple[Citation, ...]) -> Iterator[str]:
    """The documents that an entry rests on, each with its place and whether its text was read."""
    for source in sources:
        known = load_sources().get(source.doc)
        if known is None:
            yield f"- 依据：{source.doc} {source.article}".rstrip()
            continue
        number = f"（{known.number}）" if known.number else ""
        quote = f"：{source.quote}" if source.quote else ""
        read = "已核对原文" if known.verified else "未核对原文"
        yield f"- 依据：《{known.title}》{number} {source.article}{quote}〔{read}〕".replace("\n", " ")


def example_of(rule: Rule, cases: list[dict[str, Any]]) -> Iterator[str]:
    """The first case that breaks the rule: its telling lines, and what the audit says of them."""
    for case in cases:
        if case["kind"] != "breaks":
            continue
        document = steps.read(case["text"].encode(), "case.txt")
        finding = next((one for one in steps.audit(document, steps.facts(document)).findings if one.code == rule.code), None)
        if finding is not None:
            yield f"\n例：{case['name']}\n\n```text"
            yield from essential(document, finding)
            yield f"```\n\n{told(finding)}\n"
            return
    yield "\n（还没有用例）\n"


def told(finding: Finding) -> str:
    """What a finding says, with its likely cause."""
    cause = f"（可能原因：{finding.likely_cause}）" if finding.likely_cause else ""
    return f"→ {SEVERITIES[finding.severity.value]}：{finding.message}{cause}".replace("\n", " ")


def essential(document: Document, finding: Finding) -> Iterator[str]:
    """The lines of a case that hold evidence, its first line and the head of a table; what is left out shows as ……."""
    lines = document.text.rstrip("\n").split("\n")
    begins, at = [], 0
    for line in lines:
        begins.append(at)
        at += len(line) + 1
    marked = [(span.start, span.end) for span in finding.evidence]
    hit = {number for number, begin in enumerate(begins) if any(start < begin + len(lines[number]) + 1 and end > begin for start, end in marked)}
    shown = {0, *(hit or range(min(3, len(lines))))}
    for number in sorted(hit):
        head = number
        while "\t" in lines[head] and head and ("\t" in lines[head - 1] or not lines[head - 1]):
            head -= 1
        shown |= {head, head + 1} if head != number else {number}
    if len(lines) <= _SHORT:
        shown = set(range(len(lines)))
    before = -1
    for number in sorted(shown):
        if number > before + 1:
            yield "……"
        before = number
        yield _shortened(lines[number], [(start - begins[number], end - begins[number]) for start, end in marked])
    if before + 1 < len(lines):
        yield "……"


def _shortened(line: str, marked: list[tuple[int, int]]) -> str:
    """A long line's sentences that hold evidence (its first ones where none does)."""
    line = line.rstrip()
    if len(line) <= _LONG or "\t" in line:
        return line
    kept = ""
    for sentence in re.finditer(r"[^。；]+[。；]?", line):
        if any(start < sentence.end() and end > sentence.start() for start, end in marked):
            kept += sentence[0]
        elif not kept.endswith("……"):
            kept += "……"
    return kept if kept != "……" else f"{line[:_QUOTED]}……"


def of_relation(relation: Relation) -> Iterator[str]:
    """An entry of a relation: its formula in words, where it applies, its sources, an example, its cases."""
    yield f"`{relation.left.text} {relation.op.value} {relation.right.text}`\n"
    proof = "算术恒等式" if relation.identity else "已核对原文的规定" if relation.verified else "通常成立，不符须说明"
    yield f"- 性质：{proof}"
    if relation.applies.kinds:
        yield f"- 适用：{'、'.join(relation.applies.kinds)}文件"
    if relation.applies.of:
        yield f"- it 代表：{'、'.join(_label(one) for one in relation.applies.of)}"
    yield f"- 怎样改：{relation.mend}"
    yield from sources_of(relation.sources)
    for case in relation.cases:
        finding = next((one for one in outcomes(relation, of_case(case)) if isinstance(one, Finding)), None) if case.verdict == "breaks" else None
        if finding is not None:
            yield f"\n例：{_given(case)}\n\n{told(finding)}\n"
            break
    for kind, words in (("holds", KINDS["holds"]), ("breaks", KINDS["breaks"]), ("unknown", KINDS["unknown"])):
        found = [case for case in relation.cases if case.verdict == kind]
        if found:
            notes = "；".join(dict.fromkeys(case.why or "差一个末位" for case in found if case.why or case.near))
            near = sum(case.near for case in found)
            yield f"- 用例·{words}（{len(found)}{f'，其中近似{near}' if near else ''}）" + (f"：{notes}" if notes else "")


def _given(case: Case) -> str:
    return "；".join(f"{_worded(reference)} {'、'.join(texts)}" for reference, texts in case.given)


def _worded(reference: Reference) -> str:
    """A name of a formula in Chinese: 支出合计（上年执行，财政拨款）."""
    more = [
        ("上年" if reference.back == 1 else f"前{reference.back}年" if reference.back else "") + (reference.basis.value if reference.basis else ""),
        reference.scope or "",
        _label(reference.of) if reference.of else "",
        reference.item or "",
    ]
    words = "，".join(part for part in more if part)
    return _label(reference.concept) + (f"（{words}）" if words else "")


def _label(concept: str) -> str:
    taxonomy = load_taxonomy()
    return taxonomy.concept(concept).label if concept in taxonomy else {"unnamed": "该事项"}.get(concept, concept)
