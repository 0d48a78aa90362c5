"""What a case enters under names that only its pack knows: sections of the outline and items that a person grades."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from jiheng.core.casefile.case_tree import nearest
from jiheng.core.casefile.case_trouble import CaseError, Trouble
from jiheng.core.casefile.casefile import CaseFile
from jiheng.core.rulepack.outline_files import load_outline
from jiheng.core.rulepack.resolve import resolve


def check_names(case: CaseFile, pack: str) -> tuple[str, ...]:
    """Words for a section and answers to an item must have their place in the case's own pack.

    By another pack a case may be looked at though it was not written for it: what has no place there is returned in words.

    Raises: CaseError JH-C-007; LawbookError JH-P-031, JH-P-050.
    """
    sections = {plan.id: plan.title for plan in load_outline(pack).walk()}
    items = {item.id: item.title for item in resolve(pack).pack.scoring.items}
    troubles = [
        *_unknown(case, "narrative", case.content.narrative, sections, f"规则包{pack}的提纲里没有这一节"),
        *_unknown(case, "answers", case.answers, items, f"规则包{pack}没有这一项管理类指标"),
    ]
    if troubles and pack == case.pack:
        raise CaseError(troubles)
    return tuple(one.words() for one in troubles)


def _unknown(case: CaseFile, field: str, given: Iterable[str], known: Mapping[str, str], what: str) -> Iterator[Trouble]:
    for name in given:
        if name not in known:
            path = f"{field}[{name}]"
            line = next((line for place, line in case.lines.items() if place.startswith(path)), 1)
            yield Trouble("JH-C-007", case.name, line, path, f"“{name}”：{what}", nearest(name, dict(known)))
