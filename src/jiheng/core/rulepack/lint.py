"""What is wrong with the packs though they can be read: dangling names, missing sources, relations that prove nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from string import Formatter

from jiheng.core.errors import LawbookError
from jiheng.core.facts.factbase import UNNAMED, load_equivalents
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.figures.printed import read_figure
from jiheng.core.law import load_sources
from jiheng.core.rulepack.load import list_packs, load_pack
from jiheng.core.rulepack.model import Relation, RulePack
from jiheng.core.rulepack.nodes import IT, Reference

FIELDS = frozenset(
    f"{side}.{part}" for side in ("left", "right") for part in ("text", "range", "working")
) | {"year", "scope", "item", "it", "difference", "parts"}  # fmt: skip
KINDS = ("绩效", "决算", "预算")
_CODE = re.compile(r"JH-R-\d{4}")
_STALE = timedelta(days=366)


def lint(today: date | None = None) -> list[str]:
    """Everything wrong with the packs and the equivalents of the lawbook, one line each; empty when all is well.

    `today` also asks whether someone confirmed each pack within a year.
    """
    packs: list[RulePack] = []
    found: list[str] = []
    for id in list_packs():
        try:
            packs.append(load_pack(id))
        except LawbookError as trouble:
            found.append(trouble.line())
    try:
        load_sources()
    except LawbookError as trouble:  # nothing can be said of any citation then
        return [*found, trouble.line()]
    found += _equivalents()
    found += _documents()
    codes = Counter(relation.code for pack in packs for relation in pack.relations)
    found += [f"{code}：编码重复，改用未用过的编码" for code, count in codes.items() if count > 1]
    for pack in packs:
        if pack.extends and pack.extends not in list_packs():
            found.append(f"{pack.id}：所依据的规则包{pack.extends}不存在，核对 extends")
        if today is not None and today - pack.checked_on > _STALE:
            found.append(f"{pack.id}：{pack.checked_on}之后一年内无人核对仍有效，核对后更新 checked_on")
        found += [f"{pack.id}：依据{doc}不在 lawbook/sources，补入该文件" for doc in pack.sources if doc not in load_sources()]
        for relation in pack.relations:
            found += [f"{pack.id} {relation.code}：{what}" for what in lint_relation(relation)]
    return found


def lint_relation(relation: Relation) -> Iterator[str]:
    """What is wrong with one relation."""
    if not _CODE.fullmatch(relation.code):
        yield "编码应为 JH-R- 加四位数字"
    yield from _names(relation)
    yield from _sources(relation)
    yield from _templates(relation)
    yield from _cases(relation)
    if relation.severity == "error" and not (relation.identity or relation.verified):
        yield "既不是算术恒等式、依据也未核实，不得定为 error"
    for kind in relation.applies.kinds:
        if kind not in KINDS:
            yield f"没有文件种类“{kind}”，只用{'、'.join(KINDS)}"
    uses_it = any(IT in (one.concept, one.of) for one in relation.references)
    if uses_it != bool(relation.applies.of):
        yield "公式中的 it 与 applies.of 应同时出现"


def _names(relation: Relation) -> Iterator[str]:
    asked = [*relation.references, *relation.applies.needs, *relation.applies.unless]
    asked += [reference for case in relation.cases for reference, _ in case.given]
    ids = [one for reference in asked for one in (reference.concept, reference.of)] + list(relation.applies.of)
    for id in dict.fromkeys(ids):
        if id and id not in (IT, UNNAMED) and id not in load_taxonomy():
            yield f"没有概念“{id}”，核对拼写或先补入 lawbook/concepts"


def _sources(relation: Relation) -> Iterator[str]:
    if not relation.sources:
        yield "没有依据，补上 source（doc、article、quote）"
    for one in relation.sources:
        if one.doc not in load_sources():
            yield f"依据“{one.doc}”不在 lawbook/sources，补入该文件"
        if not one.article or not one.quote:
            yield f"依据“{one.doc}”缺条款或摘述（article、quote）"


def _templates(relation: Relation) -> Iterator[str]:
    for field, text in (("message", relation.message), ("mend", relation.mend)):
        if not text.strip():
            yield f"缺少 {field}"
        for _, name, _, _ in Formatter().parse(text):
            if name is not None and name not in FIELDS:
                yield f"{field} 中没有可填的“{name}”，只用{'、'.join(sorted(FIELDS))}"


def _cases(relation: Relation) -> Iterator[str]:
    verdicts = {case.verdict for case in relation.cases}
    for wanted in ("holds", "breaks", "unknown"):
        if wanted not in verdicts:
            yield f"用例缺 {wanted}"
    if not any(case.near for case in relation.cases):
        yield "用例缺一例差一点的（near: true）"
    allowed: set[Reference] = set(relation.references) | set(relation.applies.needs) | set(relation.applies.unless)
    for case in relation.cases:
        for reference, texts in case.given:
            known = allowed | {one.bound(case.it or (relation.applies.of or ("",))[0]) for one in allowed}
            if not _is_asked(reference, known):
                yield f"用例中的“{reference.asked}”不在公式里"
            yield from (f"用例中的“{text}”不是一个数" for text in texts if read_figure(text) is None)


def _documents() -> Iterator[str]:
    for one in load_sources().values():
        if not (one.issuer or one.number or one.link):
            yield f"文件“{one.id}”没有写明出处，补上 issuer（印发机关）、number（文号）或 link（网址）之一"


def _is_asked(reference: Reference, known: Iterable[Reference]) -> bool:
    rules = load_equivalents()
    for one in known:
        rule = rules.get(one.asked)
        stand_ins = (one.asked, *(rule.same + rule.near + rule.unless if rule else ()))
        if reference.asked in stand_ins:
            return True
    return False


def _equivalents() -> Iterator[str]:
    taxonomy = load_taxonomy()
    for concept, rule in load_equivalents().items():
        for words in (concept, *rule.same, *rule.near, *rule.unless):
            for id in words.split(" of "):
                if id not in taxonomy:
                    yield f"equivalents.yaml：没有概念“{id}”，核对拼写"
