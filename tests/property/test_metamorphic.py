"""What must not change when a report is told otherwise: other amounts, other units, other names, other years, another order."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from jiheng.core.auditing.finding import Finding, Severity
from jiheng.core.auditing.runner import AuditResult
from jiheng.core.casefile import steps
from jiheng.core.facts.fact import Fact
from jiheng.core.facts.statements import Statements

LABELS = Path(__file__).resolve().parents[1] / "labelled" / "seeds"
SAMPLES = {
    "sample-1-wangcheng-2020.txt": "s000.yaml",
    "sample-2-nansha-2022.txt": "s001.yaml",
    "sample-3-lusong-2023.txt": "s002.yaml",
    "sample-4-changning-2020.txt": "s003.yaml",
    "sample-5-ebian-2023.txt": "s004.yaml",
}
_ZH_AMOUNT = {"百": "100", "千": "1000"}
_DIGITS = re.compile(r"\d[\d.,]*")


# A text and its changed text ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Edit:
    """Characters [start, end) of a text and what stands there instead."""

    start: int
    end: int
    words: str


class Changed:
    """A text after some edits, with the way from old places to new ones."""

    def __init__(self, text: str, edits: Iterable[Edit]) -> None:
        parts, last, moved = [], 0, 0
        self._starts: list[int] = [0]
        self._moves: list[int] = [0]
        self.edits = sorted(edits, key=lambda edit: edit.start)
        for edit in self.edits:
            assert last <= edit.start <= edit.end, "edits overlap"
            parts += [text[last : edit.start], edit.words]
            moved += len(edit.words) - (edit.end - edit.start)
            last = edit.end
            self._starts.append(edit.end)
            self._moves.append(moved)
        self.text = "".join([*parts, text[last:]])

    def at(self, place: int) -> int:
        """Where an old place stands now (a place inside an edit: the edit's start)."""
        before = bisect_right(self._starts, place) - 1
        for edit in self.edits[before : before + 1]:
            if edit.start < place < edit.end:
                place = edit.start
        return place + self._moves[before]

    def touches(self, fact: Fact) -> bool:
        """Whether an edit lies in the printed figure of a fact."""
        return any(edit.start < fact.origin.end and fact.origin.start < edit.end for edit in self.edits)


@dataclass(frozen=True)
class Read:
    """A text with all that was read from it and said of it."""

    text: str
    statements: Statements
    result: AuditResult

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Its facts in the order of the text."""
        return tuple(sorted(self.statements.facts, key=lambda fact: (fact.origin.start, fact.origin.end, fact.concept, fact.label)))

    def codes(self) -> Counter[str]:
        """How often each code was found."""
        return Counter(finding.code for finding in self.result.findings)

    def places(self, moved: Callable[[int], int] = lambda place: place) -> Counter[tuple[object, ...]]:
        """Code, severity and first characters of each evidence of each error and warning.

        Hints weigh digits and wording as printed (a round number, a number printed twice): a change of them may change a hint.
        """
        weighed = (found for found in self.result.findings if found.severity is not Severity.HINT)
        return Counter((found.code, found.severity, tuple(sorted(moved(span.start) for span in found.evidence))) for found in weighed)


@cache
def _read(text: str, name: str) -> Read:
    document = steps.read(text.encode(), name)
    assert document.text == text
    statements = steps.facts(document)
    return Read(text, statements, steps.audit(document, statements))


@cache
def _sample(name: str) -> str:
    return (files("jiheng") / "samples").joinpath(name).read_text("utf-8")


def _meaning(fact: Fact) -> tuple[object, ...]:
    """What is stated, without subject, value and place."""
    context = fact.context
    label, item = (_DIGITS.sub("#", words) for words in (fact.label, context.item))  # a name may hold an amount (350元/人.天)
    return fact.concept, label, fact.of, context.period, context.basis, context.scope, item, fact.figure.hedge


def _same_meanings(first: Read, second: Read) -> None:
    before, after = [_meaning(fact) for fact in first.facts], [_meaning(fact) for fact in second.facts]
    assert after == before


# Money of a sample, by the labels of its seed -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Money:
    """One printed amount: its number's characters [start, end) as printed, and the unit that the label gives it."""

    start: int
    end: int
    printed: str
    unit: str

    @property
    def number(self) -> Decimal:
        """The number as meant: the dropped point read as a point."""
        if self.printed in _ZH_AMOUNT:
            return Decimal(_ZH_AMOUNT[self.printed])
        return Decimal(self.printed.replace(",", "").replace("、", "."))

    def like(self, number: Decimal) -> str:
        """Another number, printed in the same way."""
        words = f"{number:,f}" if "," in self.printed else f"{number:f}"
        return words.replace(".", "、") if "、" in self.printed else words


def _matched(wanted: list[str], printed: list[str]) -> list[tuple[int, int]]:
    """Pairs of a longest common run of two lists."""
    table = [[0] * (len(printed) + 1) for _ in range(len(wanted) + 1)]
    for i in range(len(wanted) - 1, -1, -1):
        for j in range(len(printed) - 1, -1, -1):
            table[i][j] = table[i + 1][j + 1] + 1 if wanted[i] == printed[j] else max(table[i + 1][j], table[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(wanted) and j < len(printed):
        if wanted[i] == printed[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


@cache
def _money(name: str) -> tuple[Money, ...]:
    text = _sample(name)
    labels = yaml.safe_load((LABELS / SAMPLES[name]).read_text("utf-8"))["facts"]
    wanted = ["".join(label["text"].split()) for label in labels]
    words = sorted(set(wanted), key=len, reverse=True)
    one = "|".join(
        (r"(?<![\d.,])" if word[0].isdigit() else "") + r"\s?".join(re.escape(piece) for piece in re.findall(r"[\d.,]+|[^\d.,]+", word))
        + (r"(?!\d|[.,]\d)" if word[-1].isdigit() else "")
        for word in words
    )  # fmt: skip
    found = list(re.finditer(one, text))
    pairs = _matched(wanted, ["".join(match.group().split()) for match in found])
    assert len(pairs) >= 0.95 * len(wanted)
    money = []
    for label, place in pairs:
        unit = labels[label]["unit"]
        if unit not in ("元", "万元", "亿元", "万") and not unit.startswith("元/"):
            continue
        number = re.match(r"[\d,]+(?:[.、]\d+)?|[百千]", found[place].group())
        assert number is not None
        start = found[place].start()
        money.append(Money(start, start + number.end(), number.group(), unit))
    printed = len(re.findall(r"[\d百千](?:余|多| )?(?:[万亿](?:余|多)?)?元", text))
    assert printed <= len(money), "an amount of the sample is not labelled"
    return tuple(money)


def _without_hedge_before(text: str, amount: Money, number: Decimal) -> Edit:
    """上千万元 → 超3000万元: 上 stands only before a bare Chinese multiple."""
    start = amount.start - (text[amount.start - 1] == "上")
    return Edit(start, amount.end, ("超" if start < amount.start else "") + amount.like(number))


def _same_places(before: Read, after: Read, change: Changed) -> None:
    assert after.places() == before.places(change.at)


# The changes ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("times", [3, 7])
def test_other_amounts(name: str, times: int) -> None:
    """Every amount times a whole number: the same facts with these values, and the same findings at the same places.

    Two amounts that differ by one or two printed steps differ by more of them afterwards: what is said of a likely slip of
    the pen may change, and is left out.
    """
    text = _sample(name)
    change = Changed(text, [_without_hedge_before(text, amount, amount.number * times) for amount in _money(name)])
    before, after = _read(text, name), _read(change.text, name)
    _same_meanings(before, after)
    for old, new in zip(before.facts, after.facts, strict=True):
        assert new.figure.unit.dimension == old.figure.unit.dimension
        assert new.figure.value == old.figure.value * (times if change.touches(old) else 1), (old, new)
    slips = {tuple(sorted(change.at(span.start) for span in found.evidence)) for found in before.result.findings if _is_slip(found)}
    assert _without(after.places(), slips) == _without(before.places(change.at), slips)


def _is_slip(found: Finding) -> bool:
    """Whether a finding compares two amounts that stand one or two printed steps apart."""
    amounts = [fact.figure for fact in found.facts if fact.figure.unit.is_money]
    apart = {abs(a.value - b.value) / max(a.base_step, b.base_step) for a in amounts for b in amounts}
    return any(0 < steps <= 2 for steps in apart)


def _without(places: Counter[tuple[object, ...]], slips: set[tuple[int, ...]]) -> Counter[tuple[object, ...]]:
    return Counter({place: times for place, times in places.items() if place[2] not in slips})


def _mended(text: str) -> str:
    """Without the two slips that live in the digits as printed: they are others in another unit."""
    return text.replace("344、27万元", "344.27万元").replace("实际支出42.82元", "实际支出42.82万元")


def _in_unit(name: str, word: str, shift: int) -> Changed:
    """The mended sample with 万元 told as another unit; `shift` is the power of ten that the numbers are divided by."""
    text = _mended(_sample(name))
    edits = []
    for amount in _money(name):
        start = amount.start + ("42.82万元，结余" in text and text.index("42.82万元，结余") < amount.start)  # one character was put in
        printed = Money(start, start + amount.end - amount.start, amount.printed.replace("、", "."), amount.unit)
        if amount.unit not in ("万元", "万") and not text.startswith("42.82万元", start):
            continue
        number = printed.number.scaleb(-shift)
        if int(number.as_tuple().exponent) > 0:
            number = number.quantize(Decimal(1))
        edits.append(_without_hedge_before(text, printed, number))
    edits += [Edit(match.start(), match.end(), word) for match in re.finditer(r"万(?=(?:余|多)?元)|(?<=850\.19)万(?!元)", text)]
    return Changed(text, edits)


# Faults of the program that the change brings to light; strict, so that mending one takes its line away.
_WINDOW = "the window for context words behind a label (taxonomy._NEAR_AFTER) counts the digits of the number itself"
KNOWN_BY_UNIT = {
    ("sample-4", "亿"): _WINDOW,
    ("sample-5", "亿"): _WINDOW,
    ("sample-5", "千"): _WINDOW,
}


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize(
    ("word", "shift"),
    [
        pytest.param("亿", 4, id="亿元"),  # keeps every printed step
        pytest.param("千", -1, id="千元"),  # whole 万元 become finer: no sample but the second leans on their rounding
    ],
)
def test_other_units(name: str, word: str, shift: int, request: pytest.FixtureRequest) -> None:
    """万元 told as 亿元 or 千元: the same facts with the same values, and the same findings."""
    if word == "千" and name.startswith("sample-2"):
        pytest.skip("1356万元 leans on being rounded to whole 万元")
    if (name[:8], word) in KNOWN_BY_UNIT:
        request.applymarker(pytest.mark.xfail(strict=True, reason=KNOWN_BY_UNIT[name[:8], word]))
    change = _in_unit(name, word, shift)
    before, after = _read(_mended(_sample(name)), name), _read(change.text, name)
    _same_meanings(before, after)
    for old, new in zip(before.facts, after.facts, strict=True):
        assert new.figure.value == old.figure.value, (old, new)
        if word == "亿" and not old.figure.is_hedged:
            assert new.figure.base_step == old.figure.base_step, (old, new)
    _same_places(before, after, change)


NAMES = {
    "sample-1-wangcheng-2020.txt": {"长沙市": "临江市", "长沙": "临江", "望城": "青坪", "政协办公室": "史志馆", "政协办部门": "史志馆部门", "铜官窑": "白瓷窑"},
    "sample-2-nansha-2022.txt": {"中国人民政治协商会议广州市南沙区 委员会办公室": "海阳市白石滩区史志馆", "中国人民政治协商会议广州市南沙区委员会办公室": "海阳市白石滩区史志馆",
                                 "政协广州市南沙区委员会办公室": "海阳市白石滩区史志馆", "南沙": "白石滩", "海珠区": "云门区"},
    "sample-3-lusong-2023.txt": {"芦淞": "桃溪口", "株洲市": "安平市", "南京": "北川"},
    "sample-4-changning-2020.txt": {"中国人民政治协商会议常宁市委员会办公室": "永安市史志馆", "常宁": "永安", "衡阳市": "平阳市"},
    "sample-5-ebian-2023.txt": {"政协峨边彝族自治县委员会办公室": "云岭县史志馆", "峨边": "云岭", "高湾村": "下湾里村", "桠桠村": "三岔村", "杨河乡": "柳河乡", "黑竹沟镇": "白石沟镇"},
}  # fmt: skip


def _renamed(words: str, names: dict[str, str]) -> str:
    for old, new in names.items():
        words = words.replace(old, new)
    return words


@pytest.mark.parametrize("name", SAMPLES)
def test_other_names(name: str) -> None:
    """Another department in another place: the same facts and findings."""
    names = NAMES[name]
    one = "|".join(re.escape(old) for old in sorted(names, key=len, reverse=True))
    text = _sample(name)
    change = Changed(text, [Edit(match.start(), match.end(), names[match.group()]) for match in re.finditer(one, text)])
    before, after = _read(text, name), _read(change.text, name)
    told = [(f.concept, _renamed(f.label, names), f.of, f.context.period, f.context.basis, f.context.scope, f.figure.hedge) for f in before.facts]
    assert [(f.concept, f.label, f.of, f.context.period, f.context.basis, f.context.scope, f.figure.hedge) for f in after.facts] == told
    assert [fact.figure.value for fact in after.facts] == [fact.figure.value for fact in before.facts]
    _same_places(before, after, change)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("by", [2, -2])
def test_other_years(name: str, by: int) -> None:
    """Every year moved: the same facts of the moved years, and the same findings."""
    text = _sample(name)
    change = Changed(
        text,
        [Edit(m.start(), m.end(), str(int(m.group()) + by)) for m in re.finditer(r"(?<![\d,])20[12]\d(?![\d.,])(?!\s?[万元亩人件])", text)],
    )
    before, after = _read(text, name), _read(change.text, name)
    assert after.statements.period.year == (before.statements.period.year or 0) + by
    assert len(after.facts) == len(before.facts)
    for old, new in zip(before.facts, after.facts, strict=True):
        assert new.context.period == old.context.period.shifted(by), (old, new)
        assert (new.concept, new.of, new.context.basis, new.figure.hedge) == (old.concept, old.of, old.context.basis, old.figure.hedge)
        if not change.touches(old):
            assert new.figure.value == old.figure.value
    _same_places(before, after, change)


# Independent paragraphs by their first words; the numbers before them (一是 二是) stay where they are.
INDEPENDENT = {
    "sample-2-nansha-2022.txt": ("服务《南沙方案》实施。", "服务“双统筹”。", "服务民生。", "凝聚各界。"),
    "sample-3-lusong-2023.txt": ("政协全会专项经费，", "委员履职专项经费，", "委员培训费用，", "委员工作室经费，"),
    "sample-4-changning-2020.txt": ("抓学习。", "抓纪律。", "抓队伍。"),
    "sample-5-ebian-2023.txt": ("班子队伍更有力。", "文化宣传更出彩。", "机关建设更规范。"),
}


@pytest.mark.parametrize("name", INDEPENDENT)
@pytest.mark.parametrize("turn", ["reversed", "moved on"])
def test_another_order(name: str, turn: str) -> None:
    """Independent paragraphs in another order: the same facts, and findings of the same codes."""
    text = _sample(name)
    held = []
    for words in INDEPENDENT[name]:
        start = text.index(words)
        held.append((start, text.index("\n", start)))
    bodies = [text[start:end] for start, end in held]
    turned = bodies[::-1] if turn == "reversed" else [*bodies[1:], bodies[0]]
    change = Changed(text, [Edit(start, end, body) for (start, end), body in zip(held, turned, strict=True)])
    before, after = _read(text, name), _read(change.text, name)

    def told(read: Read) -> Counter[tuple[object, ...]]:
        return Counter((*_meaning(fact), fact.figure.value, fact.figure.unit.key) for fact in read.facts)

    assert told(after) == told(before)
    assert after.codes() == before.codes()


@pytest.mark.parametrize("name", SAMPLES)
def test_reading_again_says_the_same(name: str) -> None:
    """No state is kept between two readings, and no check breaks down."""
    text = _sample(name)
    first = _read(text, name)
    document = steps.read(text.encode(), name)
    statements = steps.facts(document)
    assert statements == first.statements
    result = steps.audit(document, statements)
    assert result == first.result
    assert [finding.fingerprint for finding in result.findings] == [finding.fingerprint for finding in first.result.findings]
    assert result.crashes == ()
