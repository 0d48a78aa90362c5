"""Which figures of the sample cases no document of their packages prints, out of the packages themselves."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from jiheng.core.casefile.casefile import CaseFile
from jiheng.core.casefile.load_case import load_case
from jiheng.core.casefile.report_of_case import report_input
from jiheng.core.casefile.scoring_steps import score_case
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.reporting.composition import compose, facts_in, tables_of


def lines() -> Iterator[str]:
    """The section of the page of case files."""
    labels = {concept.id: concept.label for concept in load_taxonomy()}
    yield "\n## 不在材料中印出的数\n"
    yield "提纲和表式由规则包规定，案卷里有而其中没有位置的数不在材料中印出，只用于评分和核对；它们仍在 `facts.json` 和供同事续用的文件所附的数据里。"
    yield "下表由五个样例算出。\n"
    yield "| 样例 | 规则包 | 录入的数 | 不印出的数 |"
    yield "|---|---|---|---|"
    for entry in sorted((files("jiheng") / "samples").iterdir(), key=lambda one: one.name):
        if entry.name.startswith("sample-") and entry.name.endswith(".yaml"):
            case = load_case(entry.read_bytes(), entry.name)
            missing = [_words(fact, labels) for fact in _unprinted(case)]
            yield f"| `{entry.name}` | `{case.pack}` | {len(case.content.statements.facts)} | {'；'.join(missing) or '无'} |"


def _unprinted(case: CaseFile) -> Iterator[Fact]:
    given = report_input(case, case.pack, score_case(case).sheets)
    tables = [table for layout in given.layouts for table in tables_of(given, layout)]
    printed = {_meaning(fact) for fact in (*compose(given).facts, *facts_in(tables))}
    return (fact for fact in case.content.statements.facts if _meaning(fact) not in printed)


def _meaning(fact: Fact) -> tuple[object, ...]:
    context = fact.context
    return fact.concept, context.basis, context.period.words(), context.item, fact.of, abs(fact.figure.value)


def _words(fact: Fact, labels: dict[str, str]) -> str:
    context = fact.context
    basis = context.basis.value if context.basis else ""
    return f"{context.period.words()}{context.item}{labels.get(fact.concept, fact.concept)}{basis}"
