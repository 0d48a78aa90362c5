"""JH-A-123 增减方向自相矛盾。"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Band, Category, Finding, Held, NotEvaluated, Outcome, Severity
from jiheng.core.auditing.shelf import check
from jiheng.core.auditing.structure import Flat, view_of

CODE = "JH-A-123"
_UP, _DOWN = "增加|增长|上升|提高", "减少|下降|降低|压减"
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_PAIR = re.compile(
    rf"(?P<one>{_UP}|{_DOWN})(?:了)?(?:支出|收入)?\s*(?P<amount>-?{_NUMBER})\s*(?:亿元|万元|元)\s*[，,、（(]\s*(?:同比|增幅|降幅|比上年)?(?P<two>{_UP}|{_DOWN})(?:了|率为?|幅度?为?)?\s*(?P<rate>-?{_NUMBER})\s*[%％]"
)
_MINUS = re.compile(rf"(?P<word>{_UP}|{_DOWN})(?:了|率为?)?\s*(?P<number>[-－﹣]\s*{_NUMBER})\s*(?:亿元|万元|元|[%％])")
_WHY = re.compile(
    rf"(?P<word>{_UP}|{_DOWN})(?:了)?\s*{_NUMBER}\s*(?:[%％]|万元|亿元|元)[。，；]\s*(?:[\u4e00-\u9fff]{{0,10}}(?:{_UP}|{_DOWN})的)?(?:主要)?原因(?:是|为|：|:)(?P<why>[^。；\n]{{2,60}})"
)
_RISES = re.compile(r"增加|增长|上升|提高|新增|增资|调增|追加|扩大|上调|增发|补发|增人|调标|成立|购置|启动|装修|高于")
_FALLS = re.compile(r"减少|下降|降低|压减|压缩|缩减|节约|调减|取消|厉行|控制|严控|退休|调出|收回|下调|减员|核减|停止|完工|低于|未")


@check(
    code=CODE,
    title="增减方向自相矛盾",
    severity=Severity.ERROR,
    category=Category.ACCURACY,
    sources=("govbudgetchecker-rules#CMM-005、CMM-006 增减方向",),
)
def change_words(given: AuditInput) -> Iterable[Outcome]:
    """同一变动的金额和比率应同向（不能“增加…万元，下降…%”）；增减词后不带负号；说明的原因应与增减方向一致。

    Holds: 方向一致。   Breaks: 金额与比率反向为错误；“减少-3万元”、原因与方向相反为警告。
    Unknown: 没有同时写金额和比率的变动。   Mend: 改正增减词，或核对数字和原因。
    """
    flat = view_of(given.document).running
    judged = False
    for match in _PAIR.finditer(flat.text):
        judged = True
        yield _judge(flat, match)
    for match in _MINUS.finditer(flat.text):
        judged = True
        yield _finding(
            flat, match, Severity.WARNING, f"“{match[0]}”：{match['word']}后面又带负号，看不出是增是减", "写明是增加还是减少，去掉负号", "从表中照搬了带负号的数",
        )  # fmt: skip
    for match in _WHY.finditer(flat.text):
        up = match["word"] in _UP.split("|")
        against, along = (_FALLS, _RISES) if up else (_RISES, _FALLS)
        if against.search(match["why"]) and not along.search(match["why"]) and _plain(match["why"], up=up):
            judged = True
            yield _finding(
                flat, match, Severity.WARNING, f"写的是{match['word']}，原因却是“{match['why'].strip()}”", "核对增减方向，或改写原因", "原因沿用别处或上年的说明",
            )  # fmt: skip
    if not judged:
        yield NotEvaluated(CODE, "没有同时写金额和比率的增减变动")


def _plain(why: str, *, up: bool) -> bool:
    """Whether the reason itself is a change of spending or staff the other way; other reasons may work either way."""
    words = "减少|下降|降低|压减|压缩|缩减" if up else "增加|增长|上升|提高|新增|追加"
    return bool(re.search(rf"(?:支出|经费|费用|人员|项目|人数|业务|工作量|预算|拨款)(?:有所|大幅|较上年|相应)?(?:{words})", why))


def _judge(flat: Flat, match: re.Match[str]) -> Outcome:
    ups = _UP.split("|")
    same = (match["one"] in ups) == (match["two"] in ups)
    zero = not match["amount"].strip("-0.,") or not match["rate"].strip("-0.,")
    span = flat.span(match.start(), match.end())
    if same or zero:
        return Held(CODE, Band.EXACT, (span,), words="金额与比率同向")
    return Finding(
        code=CODE, severity=Severity.ERROR, category=Category.ACCURACY, message=f"金额写{match['one']}、比率写{match['two']}，方向相反：“{match[0]}”", mend="按两年的数核对，改正增减词",
        evidence=(span,), likely_cause="套用上年文字，只改了一处", stated=match[0], subject_key=match[0],
    )  # fmt: skip


def _finding(flat: Flat, match: re.Match[str], severity: Severity, message: str, mend: str, cause: str) -> Finding:
    return Finding(
        code=CODE, severity=severity, category=Category.ACCURACY, message=message, mend=mend, evidence=(flat.span(match.start(), match.end()),),
        likely_cause=cause, stated=match[0].strip(), subject_key=match[0],
    )  # fmt: skip
