"""Plants errors of known kinds in a finished paper, and says by its own arithmetic what each of them breaks."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from tests.injector.paper import Block, Mark, Paper, Tie
from tests.injector.ties import DOWN, UP, broken

Plan = Callable[[Paper, random.Random], "Planted | None"]
OPPOSITE = dict(zip(UP, ("减少", "下降", "下降", "低于", "小于", "调减", "降低"), strict=True)) | dict(
    zip(DOWN, ("增加", "增长", "提高", "高于", "大于", "调增", "增加"), strict=True)
)


@dataclass
class Planted:
    """One error. `marks` are the changed ones; `places` extra (block, row, column, start, end) for errors of text.

    `provable`: the print refutes itself, so an error is due; else a warning is enough.
    """

    kind: str
    group: str
    marks: list[int] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    was: str = ""
    now: str = ""
    provable: bool = True
    ties: list[Tie] = field(default_factory=list)


# how a figure goes wrong
def step(mark: Mark, noise: random.Random) -> Decimal:
    """The last printed digit off by one."""
    return mark.number + noise.choice((1, -1)) * (mark.step or Decimal(1))


def swapped(mark: Mark, noise: random.Random) -> Decimal:
    """Two neighbouring digits exchanged."""
    digits = list(f"{mark.number:f}")
    pairs = [
        (i, i + 1)
        for i in range(len(digits) - 1)
        if digits[i] != digits[i + 1] and "." not in digits[i : i + 2] and not (i == 0 and digits[1] == "0")
    ]
    if not pairs:
        return mark.number
    i, j = noise.choice(pairs)
    digits[i], digits[j] = digits[j], digits[i]
    return Decimal("".join(digits))


def dropped(mark: Mark, noise: random.Random) -> Decimal:
    """A digit left out, the decimals as they were."""
    whole, point, decimals = f"{mark.number:f}".partition(".")
    if len(whole) < 2:
        return mark.number
    i = noise.randrange(len(whole))
    left = (whole[:i] + whole[i + 1 :]).lstrip("0") or "0"
    return Decimal(left + point + decimals)


def other(mark: Mark, noise: random.Random) -> Decimal:
    """Some other value, visibly off."""
    off = max(
        mark.step * 20, (abs(mark.number) * Decimal(noise.randrange(12, 180)) / 1000).quantize(mark.step or Decimal(1)), mark.step or Decimal(1)
    )
    return mark.number + off * (1 if mark.number <= off else noise.choice((1, -1)))


def times_10000(mark: Mark, noise: random.Random) -> Decimal:
    """The amount in 元 under the name of 万元."""
    return (mark.number * 10_000).quantize(mark.step or Decimal(1))


def point(mark: Mark, noise: random.Random) -> Decimal:
    """The decimal point one place off."""
    return (mark.number * 10).quantize(mark.step or Decimal(1)) if noise.random() < 0.5 else (mark.number / 10).quantize(mark.step or Decimal(1))


def changed(paper: Paper, ids: list[int], number: Decimal) -> Paper | None:
    """The paper with marks printed as another number; None when that changes nothing or makes it negative."""
    if any(paper.marks[id].number == number for id in ids) or number < 0:
        return None
    after = paper.copy()
    for id in ids:
        after.marks[id] = paper.marks[id].printed(number)
    return after


def figure(
    kind: str,
    group: str,
    ties: tuple[str, ...],
    how: Callable[[Mark, random.Random], Decimal],
    *,
    where: str = "any",
    which: str = "any",
    big: bool = False,
    about: tuple[str, ...] = (),
) -> Plan:
    """A plan that changes one figure of a tie of some kinds so that the tie breaks.

    `where`: result, part, or any; `which`: text, table, cross or any; `about`: how the name of the result's figure begins.
    """

    def plan(paper: Paper, noise: random.Random) -> Planted | None:
        inside = in_tables(paper)
        candidates = [tie for tie in paper.ties if tie.kind in ties and fits(tie, inside, which) and names(paper, tie, about)]
        noise.shuffle(candidates)
        for tie in candidates[:60]:
            ids = [tie.result] if where == "result" else list(tie.of) if where == "part" else list(tie.marks)
            ids = [id for id in ids if usable(paper.marks[id], big=big)]
            if not ids:
                continue
            id = noise.choice(ids)
            after = changed(paper, [id], how(paper.marks[id], noise))
            if after is None:
                continue
            now = broken(after)
            if tie not in now:
                continue
            was = paper.marks[id].text
            paper.marks = after.marks
            return Planted(kind, group, [id], was=was, now=after.marks[id].text, ties=[one for one in now if id in one.marks])
        return None

    return plan


def in_tables(paper: Paper) -> set[int]:
    """The marks that stand in table cells."""
    return {id for block in paper.blocks for row in block.rows for cell in row for id, _, _ in paper.placed(cell)[1]}


def fits(tie: Tie, inside: set[int], which: str) -> bool:
    """Whether a tie stands in text, in tables, or across both."""
    there = {id in inside for id in tie.marks}
    return (
        which == "any" or (which == "cross" and len(there) == 2) or (which == "table" and there == {True}) or (which == "text" and there == {False})
    )


def names(paper: Paper, tie: Tie, about: tuple[str, ...]) -> bool:
    """Whether the result of a tie is a figure of one of these names."""
    key = paper.marks[tie.result].key
    return not about or (bool(key) and str(key[0]).startswith(about))


def usable(mark: Mark, *, big: bool) -> bool:
    """Figures that can be mistyped without turning into nothing."""
    return not mark.word and not mark.loose and mark.number != 0 and (not big or mark.number >= 10)


def unit_word(paper: Paper, noise: random.Random) -> Planted | None:
    """万元 printed as 元 in running text."""
    candidates = [
        mark for mark in paper.marks.values() if mark.tail == "万元" and mark.number > 1 and any(mark.id in tie.marks for tie in paper.ties)
    ]
    if not candidates:
        return None
    mark = noise.choice(candidates)
    wrong = replace(mark, unit="元", tail="元", text=mark.text.removesuffix("万元") + "元")
    after = paper.copy()
    after.marks[mark.id] = wrong
    ties = [tie for tie in broken(after) if mark.id in tie.marks]
    if not ties:
        return None
    paper.marks = after.marks
    return Planted("unit-word", "restatement", [mark.id], was=mark.text, now=wrong.text, ties=ties)


def direction(paper: Paper, noise: random.Random) -> Planted | None:
    """增加 printed as 减少."""
    words = {id for tie in paper.ties for id in tie.marks if paper.marks[id].word and paper.marks[id].text in OPPOSITE}
    for id in noise.sample(sorted(words), len(words)):
        after = paper.copy()
        mark = after.marks[id]
        after.marks[id] = replace(mark, text=OPPOSITE[mark.text])
        ties = [tie for tie in broken(after) if id in tie.marks]
        if ties:
            paper.marks = after.marks
            beside = [number for tie in ties if tie.kind == "growth" for number in (tie.of[1], tie.result)]  # a finding may point at the figure
            return Planted("growth-direction", "arithmetic", [id, *dict.fromkeys(beside)], was=mark.text, now=OPPOSITE[mark.text], ties=ties)
    return None


def wrong_base(paper: Paper, noise: random.Random) -> Planted | None:
    """A rate worked out on another whole than the one it names."""
    rates = [tie for tie in paper.ties if tie.kind == "rate" and paper.marks[tie.of[0]].unit in ("元", "万元")]
    noise.shuffle(rates)
    for tie in rates:
        mark, part = paper.marks[tie.result], paper.marks[tie.of[0]]
        wholes = [
            other
            for other in paper.marks.values()
            if other.unit in ("元", "万元") and other.number and other.key and other.key != paper.marks[tie.of[1]].key
        ]
        noise.shuffle(wholes)
        for whole in wholes[:20]:
            number = (part.number * part.factor / (whole.number * whole.factor) * 100).quantize(mark.step)
            after = changed(paper, [mark.id], number) if 0 < number <= 100 else None
            if after is not None and tie in broken(after):
                paper.marks = after.marks
                return Planted(
                    "rate-base",
                    "arithmetic",
                    [mark.id],
                    was=mark.text,
                    now=after.marks[mark.id].text,
                    ties=[one for one in broken(after) if mark.id in one.marks],
                )
    return None


def claim_deviation(paper: Paper, noise: random.Random) -> Planted | None:
    """A deviation claimed to be within less than it is: the outturn printed lower."""
    ties = [tie for tie in paper.ties if tie.kind == "within"]
    if not ties:
        return None
    tie = noise.choice(ties)
    mark = paper.marks[tie.of[0]]
    after = changed(paper, [mark.id], (mark.number * Decimal("0.9")).quantize(mark.step))
    if after is None or tie not in broken(after):
        return None
    paper.marks = after.marks
    return Planted(
        "claim-deviation",
        "claim",
        [mark.id],
        was=mark.text,
        now=after.marks[mark.id].text,
        ties=[one for one in broken(after) if mark.id in one.marks],
    )


def claim_all_done(paper: Paper, noise: random.Random) -> Planted | None:
    """全部办结 beside a smaller number of things done."""
    ties = [tie for tie in paper.ties if tie.kind == "all-done"]
    if not ties:
        return None
    tie = noise.choice(ties)
    mark = paper.marks[tie.result]
    after = changed(paper, [mark.id], mark.number - noise.choice((1, 2, 5)))
    if after is None:
        return None
    paper.marks = after.marks
    return Planted(
        "claim-all-done",
        "claim",
        [mark.id],
        was=mark.text,
        now=after.marks[mark.id].text,
        ties=[one for one in broken(after) if mark.id in one.marks],
    )


def score_over(paper: Paper, noise: random.Random) -> Planted | None:
    """A row's score above its points."""
    rows = [
        tie
        for tie in paper.ties
        if tie.kind == "at-most" and not paper.marks[tie.result].unit and paper.marks[tie.of[0]].number <= 40 and not paper.marks[tie.result].tail
    ]
    if not rows:
        return None
    tie = noise.choice(rows)
    after = changed(paper, [tie.result], paper.marks[tie.of[0]].number + noise.choice((1, 2)))
    if after is None:
        return None
    was = paper.marks[tie.result].text
    paper.marks = after.marks
    return Planted(
        "score-above-points",
        "score",
        [tie.result],
        was=was,
        now=after.marks[tie.result].text,
        ties=[one for one in broken(after) if tie.result in one.marks],
    )


def numbering(paper: Paper, noise: random.Random) -> Planted | None:
    """A list number skipped."""
    lists: dict[object, list[Mark]] = {}
    for mark in paper.marks.values():
        if mark.word and mark.key and mark.key[0] == "number":
            lists.setdefault(mark.key[1], []).append(mark)
    long = [marks for name, marks in lists.items() if len(marks) >= 4 and name not in ("h", "a", "s")]
    if not long:
        return None
    marks = noise.choice(long)
    start = noise.randrange(2, len(marks))
    from tests.injector.desk import zh

    first = marks[start]
    was = first.text
    for mark in marks[start:]:
        number = int(str(mark.key[2])) + 1
        shown = (
            mark.text.replace(zh(number - 1), zh(number))
            if not any(letter.isdigit() for letter in mark.text)
            else mark.text.replace(str(number - 1), str(number))
        )
        paper.marks[mark.id] = replace(mark, text=shown)
    return Planted("numbering-gap", "structure", [first.id], was=was, now=paper.marks[first.id].text, provable=False)


def paragraphs(paper: Paper, shortest: int) -> list[int]:
    """Numbers of paragraphs long enough, without captions."""
    return [i for i, block in enumerate(paper.blocks) if block.kind == "para" and not block.role and len(paper.fill(block.text)) >= shortest]


def duplicate(paper: Paper, noise: random.Random) -> Planted | None:
    """A paragraph pasted a second time, further on."""
    long = paragraphs(paper, 60)
    if not long or len(paper.blocks) < 8:
        return None
    at = noise.choice(long)
    later = [i for i in paragraphs(paper, 1) if i > at + 1]
    if not later:
        return None
    place = noise.choice(later)
    text = paper.fill(paper.blocks[at].text)
    paper.blocks.insert(place, Block("para", text))
    return Planted("duplicate-paragraph", "structure", blocks=[at, place], now=text[:20], provable=False)


def placeholder(paper: Paper, noise: random.Random) -> Planted | None:
    """A form's placeholder left in."""
    long = paragraphs(paper, 30)
    if not long:
        return None
    at = noise.choice(long)
    left = noise.choice(("（此处填写具体情况）", "XX项目", "××万元", "{单位名称}"))
    words = {
        "（此处填写具体情况）": "另外，（此处填写具体情况）。",
        "XX项目": "其他支出用于XX项目。",
        "××万元": "另有××万元用于日常周转。",
        "{单位名称}": "以上由{单位名称}填报。",
    }[left]
    paper.blocks[at].text += words
    return Planted("placeholder", "structure", blocks=[at], now=left, provable=False)


def year_slip(paper: Paper, noise: random.Random) -> Planted | None:
    """The year of a sentence's figures printed one too early."""
    year, told = str(paper.year), [i for i in paragraphs(paper, 20) if str(paper.year) + "年度" in paper.blocks[i].text]
    if not told:
        return None
    at = noise.choice(told)
    wrong = str(paper.year - noise.choice((1, 2)))
    paper.blocks[at].text = paper.blocks[at].text.replace(year + "年度", wrong + "年度", 1)
    return Planted("year-slip", "structure", blocks=[at], was=year, now=wrong, provable=False)


MONEY = ("sum", "same", "rate", "growth", "growth-before")
PLANS: dict[str, Plan] = {
    "restated-step": figure("restated-step", "restatement", ("same",), step),
    "restated-swap": figure("restated-swap", "restatement", ("same",), swapped),
    "restated-drop": figure("restated-drop", "restatement", ("same",), dropped, big=True),
    "restated-other": figure("restated-other", "restatement", ("same",), other),
    "text-against-table": figure("text-against-table", "restatement", ("same",), swapped, which="cross"),
    "sum-whole": figure("sum-whole", "arithmetic", ("sum",), other, where="result"),
    "sum-part": figure("sum-part", "arithmetic", ("sum",), other, where="part"),
    "sum-swap": figure("sum-swap", "arithmetic", ("sum",), swapped),
    "table-total": figure("table-total", "arithmetic", ("sum",), other, where="result", which="table"),
    "table-part": figure("table-part", "arithmetic", ("sum",), swapped, where="part", which="table"),
    "rate": figure("rate", "arithmetic", ("rate",), other, where="result"),
    "rate-swap": figure("rate-swap", "arithmetic", ("rate",), swapped, where="result"),
    "rate-base": wrong_base,
    "three-public": figure("three-public", "arithmetic", ("sum",), other, about=("three",)),
    "basic-parts": figure("basic-parts", "arithmetic", ("sum",), other, about=("basic", "personnel", "public")),
    "carry-over": figure("carry-over", "arithmetic", ("sum",), other, about=("carry_out", "left-")),
    "totals-unequal": figure("totals-unequal", "restatement", ("same",), other, about=("total", "appropriated-total")),
    "claim-deviation": claim_deviation,
    "claim-all-done": claim_all_done,
    "growth-rate": figure("growth-rate", "arithmetic", ("growth", "growth-before"), other, where="result"),
    "growth-amount": figure("growth-amount", "arithmetic", ("growth",), other, where="part"),
    "growth-direction": direction,
    "unit-word": unit_word,
    "unit-slip": figure("unit-slip", "restatement", ("same", "sum"), times_10000, which="any"),
    "decimal-point": figure("decimal-point", "restatement", ("same", "sum", "rate"), point),
    "score-above-points": score_over,
    "score-sum": figure("score-sum", "score", ("sum-score",), step),
    "score-execution": figure("score-execution", "score", ("points",), other, where="result"),
    "count": figure("count", "count", ("count",), step, where="result"),
    "people": figure("people", "count", ("sum-count",), step),
    "numbering-gap": numbering,
    "duplicate-paragraph": duplicate,
    "placeholder": placeholder,
    "year-slip": year_slip,
}
ASKED = (
    "claim-all-done",
    "claim-deviation",
    "count",
    "people",
    "score-execution",
    "numbering-gap",
    "duplicate-paragraph",
    "placeholder",
    "year-slip",
)


def counted(paper: Paper, tie: Tie) -> bool:
    """Whether a tie is one between counts of people or things, which may be of other days and scopes: to be asked, not proved."""
    mark = paper.marks[tie.result]
    return tie.kind in ("same", "sum-count", "at-most", "count") and not mark.step and mark.tail not in ("", "分")


def plant(paper: Paper, noise: random.Random, wanted: list[str], most: int) -> tuple[Paper, list[Planted]]:
    """A copy with up to `most` errors of the wanted kinds, each at marks that no other one touched or breaks."""
    after = paper.copy()
    done: list[Planted] = []
    touched: set[int] = set()
    printed = {id for *_, text in paper.texts() for id, _, _ in paper.placed(text)[1]}
    for kind in wanted:
        if len(done) == most:
            break
        trial = after.copy()
        planted = PLANS[kind](trial, noise)
        if planted is None:
            continue
        if not set(planted.marks) <= printed:
            continue
        reach = set(planted.marks) | {id for tie in planted.ties for id in tie.marks}
        if reach & touched or (planted.blocks and any(one.blocks for one in done)):
            continue
        planted.provable = planted.provable and kind not in ASKED and any(not counted(after, tie) for tie in planted.ties)
        touched |= reach
        after = trial
        done.append(planted)
    return after, done
