"""What is wrong with how packs score though they can be read: sums, names, methods, sources, cases, dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal

from jiheng.core.errors import LawbookError
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.law import load_sources
from jiheng.core.rulepack.load import list_packs, load_pack
from jiheng.core.rulepack.model import RulePack
from jiheng.core.rulepack.resolve import binding, resolve
from jiheng.core.rulepack.scoring_rules import Ground, ScoringRules, Use
from jiheng.core.scoring.goal_review import LOOKS
from jiheng.core.scoring.pack_cases import case_input, differences
from jiheng.core.scoring.scorer import score
from jiheng.core.scoring.shelf import METHODS, ZERO, plain

FORMS = ("department", "project")
_NO_POINTS = {"forms", "grounds", "companions", "cases", "calendar", "deadlines", "checkpoints", "lights", "consequences", "goal_review"}


def lint_scoring() -> list[str]:
    """Everything wrong with the scoring of the lawbook's packs, one line each; unreadable packs are rulepack's to tell."""
    found: list[str] = []
    try:
        load_sources()
    except LawbookError:
        return found  # told with the other documents
    for id in list_packs():
        try:
            own, whole = load_pack(id), resolve(id)
        except LawbookError as trouble:
            if trouble.code == "JH-P-033":
                found.append(trouble.line())
            continue
        found += [f"{id}：{what}" for what in lint_pack(own, whole.pack, tuple(load_pack(one) for one in whole.chain[1:]))]
    return found


def lint_pack(own: RulePack, whole: RulePack, below: tuple[RulePack, ...] = ()) -> Iterator[str]:
    """What is wrong with one pack's scoring; `whole` is the pack over those it extends, `below` are they."""
    rules = own.scoring
    yield from _sources(rules)
    yield from _words(own, whole.scoring)
    yield from _sums(whole.scoring)
    yield from _after_grades(whole.scoring)
    for place, use in _uses(rules):
        yield from _method(place, use, items=place.startswith("items"))
    yield from _dates(own, whole.scoring)
    if rules.stated - _NO_POINTS:
        yield from _cases(own, whole, below)


def _sources(rules: ScoringRules) -> Iterator[str]:
    known = load_sources()
    for place, ground in _grounds(rules):
        if not ground.sources:
            yield f"scoring.{place}没有依据，补上 source（doc、article、quote）"
        for one in ground.sources:
            if one.doc not in known:
                yield f"scoring.{place}的依据“{one.doc}”不在 lawbook/sources，补入该文件"
            elif not one.article or not one.quote:
                yield f"scoring.{place}的依据“{one.doc}”缺条款或摘述（article、quote）"
            elif ground.verified and not known[one.doc].verified and not _second(ground, known):
                yield f"scoring.{place}标为已核实，而依据“{one.doc}”未核实：改为 verified: false，或核实该文件"


def _second(ground: Ground, known: Mapping[str, object]) -> bool:
    return any(getattr(known.get(one.doc), "verified", False) for one in ground.sources)


def _grounds(rules: ScoringRules) -> Iterator[tuple[str, Ground]]:
    for group in rules.groups:
        yield f"groups“{group.title}”", group.ground
    for place, use in _uses(rules):
        yield place, use.ground
    for policy in rules.policies:
        yield f"policies“{policy.id}”", policy.ground
    for one in rules.consequences:
        yield f"consequences“{one.grade or one.what}”", one.ground
    single = {
        "goal_review": rules.goal_review.ground,
        "rounding": rules.rounding.ground,
        "grades": rules.grades_ground,
        "reasons": rules.reasons.ground,
        "excess": rules.excess.ground,
    }
    for name, ground in single.items():
        if name in rules.stated:
            yield name, ground
    for checkpoint in rules.checkpoints:
        yield f"checkpoints{checkpoint.month}月", checkpoint.ground
    for deadline in rules.deadlines:
        yield f"deadlines“{deadline.id}”", deadline.ground
    for light in rules.lights:
        yield f"lights“{light.id}”", light.ground
    for moment in rules.calendar:
        yield f"calendar“{moment.when}”", moment.ground


def _uses(rules: ScoringRules) -> Iterator[tuple[str, Use]]:
    for kind, use in rules.uses.items():
        yield f"methods.{kind}", use
    for kind, uses in rules.practice.items():
        for place, use in enumerate(uses):
            yield f"practice.{kind}[{place}]", use
    for item in rules.items:
        yield f"items“{item.id}”", item.use


def _words(own: RulePack, whole: ScoringRules) -> Iterator[str]:
    rules = own.scoring
    groups = {group.id for group in whole.groups}
    twice = [id for id, count in Counter((*(g.id for g in rules.groups), *(i.id for i in rules.items))).items() if count > 1]
    yield from (f"scoring 中编号“{id}”用了两次，换一个" for id in twice)
    for form in (*rules.forms, *rules.companions):
        if form not in FORMS:
            yield f"没有表格种类“{form}”，只用{'、'.join(FORMS)}"
    for other in rules.companions.values():
        if other not in list_packs():
            yield f"scoring.companions 所指的规则包“{other}”不存在"
    for item in rules.items:
        if item.group not in groups:
            yield f"scoring.items“{item.id}”所属的组“{item.group}”不存在"
        for name in item.formula.references if item.formula is not None else ():
            for concept in (name.concept, name.of):
                if concept and concept not in load_taxonomy():
                    yield f"scoring.items“{item.id}”的公式里没有概念“{concept}”，核对拼写或先补入 lawbook/concepts"
        if item.formula is None and not item.demands and item.use.method not in ("met_share", "checkpoints"):
            yield f"scoring.items“{item.id}”不能按公式计算，须写明所需的佐证材料（demands）"
    for policy in rules.policies:
        for id in (*policy.when, *policy.to):
            if id not in groups and id != "cancelled":
                yield f"scoring.policies“{policy.id}”里的组“{id}”不存在"


def _sums(whole: ScoringRules) -> Iterator[str]:
    weights = [group.weight for group in whole.groups if group.weight is not None]
    total = sum(weights, ZERO)
    if whole.weights == "pack" and whole.groups and (len(weights) != len(whole.groups) or total != whole.total):
        yield f"各组分值合计{plain(total)}，应为{plain(whole.total)}：补齐或改正 groups 的 weight，由个案自定的写 weights: rows"
    for group in whole.groups:
        mine = [item.weight for item in whole.items if item.group == group.id]
        stated = [weight for weight in mine if weight is not None]
        if group.kind == "management" and group.weight is not None and sum(stated, Decimal(0)) != group.weight:
            yield f"“{group.title}”{plain(group.weight)}分，其下各项合计{plain(sum(stated, ZERO))}分：补齐或改正 items 的 weight"
    if whole.groups and not whole.grades:
        yield "没有等级（grades）"
    for grades in (whole.grades, whole.goal_review.grades):
        if grades and grades[-1].least != ZERO:
            yield f"最低的等级“{grades[-1].label}”应从0起，否则有的得分没有等级"


def _after_grades(whole: ScoringRules) -> Iterator[str]:
    """Consequences name grades that there are, one for each; so does the review of targets."""
    labels = [one.label for one in whole.grades]
    named = {one.grade for one in whole.consequences if one.grade}
    for grade in sorted(named - set(labels)):
        yield f"scoring.consequences 里的等级“{grade}”不在 grades 中"
    if named and (lacking := [label for label in labels if label not in named]):
        yield f"scoring.consequences 没有写等级“{'、'.join(lacking)}”的结果"
    review = whole.goal_review
    reviewed = [one.label for one in review.grades]
    if review.items and (not reviewed or set(review.leads_to) != set(reviewed)):
        yield "scoring.goal_review 的 grades 与 leads_to 应写相同的等级"
    if strange := set(review.passes) - set(review.leads_to):
        yield f"scoring.goal_review 的 passes 有 grades 里没有的等级“{'、'.join(sorted(strange))}”"
    if twice := [id for id, count in Counter(one.id for one in review.items).items() if count > 1]:
        yield f"scoring.goal_review 的编号“{'、'.join(twice)}”用了两次"
    for item in review.items:
        if unknown := [name for name in item.looks if name not in LOOKS]:
            yield f"scoring.goal_review“{item.id}”：没有“{'、'.join(unknown)}”这种查看，可用的有{'、'.join(LOOKS)}"


def _method(place: str, use: Use, *, items: bool) -> Iterator[str]:
    method = METHODS.all().get(use.method)
    if method is None:
        yield f"scoring.{place}：没有评分方法“{use.method}”，可用的有{'、'.join(METHODS.all())}"
        return
    if lacking := [name for name in method.needs if name not in use.params]:
        yield f"scoring.{place}：方法“{use.method}”缺参数{'、'.join(lacking)}"
    allowed = {*method.needs, *method.takes, *(("limit",) if items else ())}
    if unknown := sorted(set(use.params) - allowed):
        yield f"scoring.{place}：方法“{use.method}”没有参数{'、'.join(unknown)}，可用的有{'、'.join(sorted(allowed)) or '（无）'}"


def _dates(own: RulePack, whole: ScoringRules) -> Iterator[str]:
    if own.valid_to is None:
        return
    for form in whole.forms:
        if binding(own.region, form, own.valid_to + timedelta(days=1)) is None:
            yield f"{own.valid_to}之后{own.region}没有规则包可用，补一个或去掉 valid.to"


def _cases(own: RulePack, whole: RulePack, below: Iterable[RulePack]) -> Iterator[str]:
    if not own.scoring.cases:
        yield "没有评分用例（scoring.cases），至少写一例"
    for case in own.scoring.cases:
        yield from differences(whole, case)
    shown = {one for pack in (own, *below) for one in _shown(pack)}
    wanted = {use.method for place, use in _uses(own.scoring) if not place.startswith("practice")}
    for id in sorted(wanted - shown):
        yield f"方法“{id}”没有用例，在 scoring.cases 中补一例"


def _shown(pack: RulePack) -> set[str]:
    """The methods that a pack's cases pass through."""
    whole = resolve(pack.id).pack if pack.id in list_packs() else pack
    return {one.method for case in pack.scoring.cases for one in score(whole, case_input(case)).scores if one.points is not None}
