"""What a case enters under names that only its pack knows: sections of the outline and items that a person grades."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from jiheng.core.casefile.case_tree import nearest
from jiheng.core.casefile.case_trouble import CaseError, Trouble
from jiheng.core.casefile.casefile import CaseFile
from jiheng.core.rulepack.load import list_packs, load_pack
from jiheng.core.rulepack.outline_files import load_outline
from jiheng.core.rulepack.resolve import pack_for, resolve
from jiheng.core.scoring.redistribution import policy_words


def check_names(case: CaseFile, pack: str) -> tuple[str, ...]:
    """Words for a section, answers to an item and points of a review must have their place in the case's own pack.

    By another pack a case may be looked at though it was not written for it: what has no place there is returned in words.

    Raises: CaseError JH-C-007 (also for a pack that there is not); LawbookError JH-P-031, JH-P-050.
    """
    if pack == case.pack and pack not in list_packs():
        near = [
            id
            for id in list_packs()
            if pack in load_pack(id).region or load_pack(id).region in pack or id.partition("/")[0] == pack.partition("/")[0]
        ]
        raise CaseError(
            [_trouble(case, "pack", f"没有规则包“{pack}”", f"是否应为{'、'.join(near)}" if near else f"可用的有：{'、'.join(list_packs())}")]
        )
    sections = {plan.id: plan.title for plan in load_outline(pack).walk()}
    rules = resolve(pack).pack.scoring
    items = {item.id: item.title for item in rules.items}
    reviewed = {item.id: item.title for item in rules.goal_review.items}
    troubles = [
        *_unknown(case, "narrative", case.content.narrative, sections, f"规则包{pack}的提纲里没有这一节"),
        *_unknown(case, "answers", case.answers, items, f"规则包{pack}没有这一项管理类指标"),
        *_unknown(case, "goal_review", case.goal_review, reviewed, f"规则包{pack}的目标审核没有这一项"),
    ]
    troubles += _policies(case, pack)
    troubles += [
        _trouble(case, f"goal_review[{item.id}]", f"“{item.title}”得{given.points}分，超过该项的{item.weight}分", f"写0至{item.weight}的数")
        for item in rules.goal_review.items
        if (given := case.goal_review.get(item.id)) is not None and not 0 <= given.points <= item.weight
    ]
    if troubles and pack == case.pack:
        raise CaseError(troubles)
    return tuple(one.words() for one in troubles)


def _policies(case: CaseFile, pack: str) -> Iterator[Trouble]:
    """Policies for missing groups, the case's own and its projects', are those of the pack that scores the form."""
    whole = resolve(pack).pack
    wanted = [("policy", case.policy, "department")]
    wanted += [(f"projects[{place}].policy", one.policy, "project") for place, one in enumerate(case.content.projects) if one.policy]
    for path, words, form in wanted:
        known = {one.id: one.title for rules in (whole, pack_for(whole, form)) for one in rules.scoring.policies}
        for word in policy_words(words):
            if word not in known:
                yield _trouble(case, path, f"规则包{pack}没有“{word}”这个缺项处理办法", nearest(word, known))


def _unknown(case: CaseFile, field: str, given: Iterable[str], known: Mapping[str, str], what: str) -> Iterator[Trouble]:
    for name in given:
        if name not in known:
            yield _trouble(case, f"{field}[{name}]", f"“{name}”：{what}", nearest(name, dict(known)))


def _trouble(case: CaseFile, path: str, what: str, mend: str) -> Trouble:
    line = next((line for place, line in case.lines.items() if place.startswith(path)), 1)
    return Trouble("JH-C-007", case.name, line, path, what, mend)
