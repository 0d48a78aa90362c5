"""JH-A-322 “×个……分别是A、B、C”：所列名称的个数与所写个数不同。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.listings import NUMBER, Listed, count_names, number_of, without_brackets
from jiheng.core.auditing.phrases import Said, said
from jiheng.core.auditing.shelf import check

CODE = "JH-A-322"
_MEASURE = "(?:个|家|项|类|支|所|大)"
_AHEAD = re.compile(
    f"(?P<n>{NUMBER}){_MEASURE}(?P<what>[^，,。；：:、（(）)\\d]{{0,14}}?)[，,：:]?(?P<way>分别[是为有]|依次[是为]|具体[是为]|具体包括|即|[，,]?包括|[（(])[：:]?(?P<list>[^。；;\\n]+)"
)
_BEHIND = re.compile(
    f"(?:^|(?<=[，,。；;：:\\n]))(?P<list>[^，,。；;：:\\n]*、[^，,。；;：:、\\n\\d]{{2,20}}?)[，,]?(?:共|共计|等)?(?P<n>{NUMBER}){_MEASURE}(?P<what>[^，,。；;、\\d]{{2,10}})"
)
_COUNTS = re.compile(f"({NUMBER}){_MEASURE}")
_ENDING = re.compile("(?:[股科室办队站所局院馆会部]|中心|公司|单位|[乡镇村]|社区|街道|费|经费|项目|课题|学校|委员会|机构|集团|协会)$")
_PARTIAL = re.compile("等|主要|其中|例如|如[：:]|……|…")


@check(
    code=CODE,
    title="所列名称的个数与所写个数不同",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("seed-lusong-2023#（二）机构情况", "seed-ebian-2023#（一）机构组成"),
)
def listed_names(given: AuditInput) -> Iterable[Outcome]:
    """“设16个科室，分别是A、B……”“A、B、C3个项目”：按顿号（和、及）数出的名称应与所写个数相同。

    Holds: 数出的个数与所写相同（“和”可能在名称之内，两种数法都算）。   Breaks: 怎么数都不同。
    Unknown: 写有“等”“主要”，没有声称列全。   Mend: 补全名称或更正个数。
    """
    ends: dict[str, int] = {}
    for one in said(given.document, _AHEAD, "分别", "依次", "具体", "即", "包括", "（", "("):
        outcome = _forward(given, one)
        if outcome is not None:
            ends[one.block.id] = one.match.end()
            yield outcome
    for one in said(given.document, _BEHIND, "、"):
        if one.match.start() >= ends.get(one.block.id, 0):
            outcome = _backward(given, one)
            if outcome is not None:
                yield outcome


def _forward(given: AuditInput, one: Said) -> Outcome | None:
    text, bracketed = one.group("list"), one.group("way") in ("（", "(")
    if bracketed:
        text = re.split("[）)]", text, maxsplit=1)[0]
    if "、" not in text or re.search("[0-9]+[.．]", text):
        return None
    stated = {
        number
        for count in _COUNTS.findall(one.sentence[: one.sentence.find(one.match.group()) + len(one.group("n")) + 1])
        if (number := number_of(count))
    }
    if (own := number_of(one.group("n"))) is None:
        return None
    stated |= {own, sum(stated | {own})}
    if _PARTIAL.search(text) or _PARTIAL.search(one.group("what")) or (one.group("way").endswith("包括") and "主要" in one.clause):
        return NotEvaluated(CODE, f"{one.group('n')}个{one.group('what')}所列名称没有声称列全", (one.part(given.document, "n"),))
    chunks = [text] if bracketed else re.split("[，,]", without_brackets(text))
    counts: list[Listed] = []
    for at, chunk in enumerate(chunks):
        if at and "、" not in chunk:
            break
        counts.append(counts[-1].plus(count_names(chunk)) if counts else count_names(chunk))
    return _judge(given, one, own, stated, counts)


def _backward(given: AuditInput, one: Said) -> Outcome | None:
    own = number_of(one.group("n"))
    names = without_brackets(one.group("list")).split("、")
    if own is None or len(names) < 3 or not all(_ENDING.search(name.strip()) for name in names[1:]):
        return None
    if re.search(r"\d", names[-1]) or not one.part(given.document, "list").text.strip():
        return None
    if "等" in one.match.group()[len(one.group("list")) :][:2] or _PARTIAL.search(names[-1]):
        return NotEvaluated(CODE, f"{one.group('n')}个{one.group('what')}所列名称没有声称列全", (one.part(given.document, "n"),))
    return _judge(given, one, own, {own}, [count_names(one.group("list"))])


def _judge(given: AuditInput, one: Said, own: int, stated: set[int], counts: list[Listed]) -> Outcome:
    span = one.part(given.document, "list")
    evidence = (one.part(given.document, "n"), span)
    if any(count.low <= number <= count.high for count in counts for number in stated):
        return Held(CODE, Band.EXACT, evidence, (), f"{one.group('what') or '所列名称'}{own}个")
    listed = counts[0]
    found = str(listed.low) if listed.low == listed.high else f"{listed.low}—{listed.high}"
    return Finding(
        CODE, Severity.WARNING, Category.ACCURACY,
        f"写{one.group('n')}个{one.group('what').strip('，, ')}，按名称数出{found}个", "补全漏列的名称，或更正个数；没有列全的写“等”", evidence,
        expected=f"{found}个", stated=f"{own}个", difference=f"{min(abs(own - listed.low), abs(own - listed.high))}个",
        working=(f"{'、'.join(listed.names)}",),
    )  # fmt: skip
