"""Words of indicator tables: what a column head means, which words are levels, signs and total rows.

Head words are read by pattern, for the forms of provinces differ in prefixes (年度, 全年, 绩效, 自评 …), not in stems.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache


class Role(Enum):
    """What a column of an indicator table holds."""

    __hash__ = object.__hash__  # each is one object; the name would be hashed in Python at every cell

    LEVEL1 = "一级指标"
    LEVEL2 = "二级指标"
    NAME = "三级指标"
    RELATION = "指标性质"
    TARGET = "指标值"
    ADJUSTED = "调整指标值"
    UNIT = "度量单位"
    ACTUAL = "完成值"
    WEIGHT = "分值"
    STANDARD = "评分标准"
    SCORE = "得分"
    REASON = "偏差原因"
    NOTE = "备注"


_HEADS: tuple[tuple[Role, str], ...] = (
    (Role.LEVEL1, r"一级(?:绩效|评价|考核)?(?:指标)?(?:名称)?|指标一级|一级项目"),
    (Role.LEVEL2, r"二级(?:绩效|评价|考核)?(?:指标)?(?:名称)?|指标二级|二级项目"),
    (
        Role.NAME,
        (
            r"[三四]级(?:绩效|评价|考核)?(?:指标)?(?:名称|内容)?|指标三级|三级项目|"
            r"(?:绩效|评价|考核|具体|评分|个性|共性|考评)?指标(?:名称|内容|项目)?|评分项目?|考核内容|评价内容|评价项目|评分内容|考核项目"
        ),
    ),
    (Role.ADJUSTED, r"(?:年中)?调整后?(?:年度|绩效)?(?:指标值|目标值)"),
    (Role.RELATION, r"(?:绩效|目标)?(?:指标)?(?:性质|方向|符号|类型|属性)|(?:比较|运算|计算|关系)(?:符号?|关系)"),
    (Role.UNIT, r"(?:绩效|指标|目标值|指标值)?(?:计量|度量|计算|数量)?单位"),
    (
        Role.TARGET,
        r"(?:(?:年度|年初|全年|本年|预期|计划|绩效|预算|设定|申报|目标|批复|\d{4}年度?|的)*)(?:指标值|目标值|计划值|设定值|绩效值|期望值|预期值|计划数|目标数|绩效目标|指标目标|计划完成(?:值|情况)|设定目标|年度目标|目标)(?:设定值?)?",
    ),
    (
        Role.ACTUAL,
        (
            r"(?:(?:年度|全年|本年|实际|自评|单项|指标|目标|绩效|截至|截止|年末|\d{4}年度?|\d{1,2}月|\d{1,2}日|的)*)"
            r"(?:完成|实现|执行|达成)(?:的?(?:指标)?(?:值|数|情况|结果))|实施进度|实际(?:指标)?值|实绩值?|实际完成|全年完成|(?:年度|全年)实际值?|完成指标值|绩效完成情况"
        ),
    ),
    (
        Role.WEIGHT,
        (
            r"(?:指标|标准|设定|自评|评价|年度|绩效|考核|参考|单项)*"
            r"(?:分值|权重|权重占比|分值占比|标准分|满分|权重分值?|分值权重|权数|分数|总分值|标准分值|应得分|赋分|权重分数)"
        ),
    ),
    (
        Role.SCORE,
        (
            r"(?:(?:自评|指标|评价|实际|评分|财政|考核|评估|最终|核定|自我|单位|部门|权重|绩效|单项)*)"
            r"(?:得分|评分|评分值|评定分|打分|得分情况|得分值|评价分|自评分|实得分|评分结果)"
        ),
    ),
    (
        Role.REASON,
        (
            r"(?:(?:产生|存在|目标|指标|绩效)?(?:偏差|偏离|未完成|未达成|未达标|未实现|扣分|失分|差异|完成|得分|问题)(?:的|程度|情况|绩效目标|目标)*"
            r"(?:原因|说明|分析|措施)|原因|改进措施|原因分析|问题分析|原因说明|备注说明).{0,14}"
        ),
    ),
    (
        Role.STANDARD,
        r"(?:指标)?(?:评分|评价|计分|扣分|考核|打分|得分|赋分|评定)(?:的?(?:标准|细则|办法|方法|规则|依据|说明|要点|要素))(?:及?.{0,6})|(?:指标)?(?:解释|说明|内涵)|计算公式|指标(?:解释|说明|内容说明)|评价要点|标准|计算方法|评分依据",
    ),
    (
        Role.NOTE,
        r"备注|佐证(?:材料|资料)?|(?:数据|资料|证据|指标值?)(?:来源|依据|出处)|(?:是否)?核心指标|得分系数|(?:单项)?(?:指标)?(?:折算|加权)(?:后)?得分|单项(?:指标)?完成情况|(?:指标|目标|任务)?(?:完成率|完成比例|实现程度|完成程度|完成进度)|(?:责任|牵头)(?:科室|处室|部门|单位)|序号|编号|设定依据|取值依据|历史值|上年(?:完成|实际)?值|行业标准",
    ),
)
_HEAD_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _HEADS)

_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_BRACKETS = re.compile(r"[（(\[【［][^（）()\[\]【】]{0,24}[)）\]】］]")
_GROUP_WEIGHT = re.compile(
    r"[（(\[【]\s*(?:权重|分值|满分|标准分)?[:：]?\s*(\d{1,3}(?:\.\d+)?)\s*(?:分|%|％)?"
    r"\s*(?:[，,、；;]?\s*(?:自评)?得分?[:：]?\s*(\d{1,3}(?:\.\d+)?)\s*分?)?\s*[)）\]】]"
)
_TRAILING_WEIGHT = re.compile(r"^(.*?[\u4e00-\u9fff])\s*(\d{1,3}(?:\.\d+)?)\s*分$")

_LEVEL1 = re.compile(
    r"(?:产出|效益|满意度|服务对象满意度|成本|效果|履职效果|履职效益|履职效能|管理效率|社会效应|可持续发展能力|可持续性|过程|投入|决策|管理|运行成本|"
    r"资金管理|预算管理|预算执行|预算执行率|资金执行|年度预算执行|项目决策|项目管理|项目产出|项目效益|项目绩效|项目过程|项目满意度|"
    r"部门决策|部门管理|部门产出|部门绩效|履职|履职情况|目标管理|动态调整|完成结果|内部应用|信息公开|整改反馈|基础管理)(?:指标|情况)?"
)
_LEVEL2 = re.compile(
    r"(?:数量|质量|时效|成本|经济效益|社会效益|生态效益|环境效益|生态环境效益|可持续影响|可持续发展|可持续|可持续性影响|满意度|服务对象满意度|"
    r"社会公众满意度|公众满意度|群众满意度|受益对象满意度|经济成本|社会成本|生态成本|生态环境成本|环境成本|产出数量|产出质量|产出时效|产出成本|"
    r"目标设定|预算配置|预算执行|预算管理|资产管理|职责履行|履职效益|项目立项|绩效目标|资金投入|资金管理|组织实施|财务管理|业务管理|"
    r"采购管理|人员管理|重点工作管理|部门履职|整体工作完成|重点工作履行|运行成本|管理效率|财政投入|政治效益|体制机制|"
    r"服务对象满意|联系部门满意度|主管部门满意度|内部满意度|人员成本|公用成本)(?:度)?指标等?"
)
_LEVEL2_BARE = re.compile(
    r"目标设定|预算配置|预算执行|预算管理|资产管理|职责履行|履职效益|项目立项|资金投入|资金管理|组织实施|财务管理|业务管理|"
    r"产出数量|产出质量|产出时效|产出成本|经济效益|社会效益|生态效益|可持续影响|服务对象满意度|资金落实|经济性|效率性|效果性"
)
_TOTAL = re.compile(
    r"(?:总分|合计|总计|总得分|得分合计|合计得分|"
    r"综合得分|合计分值|分值合计|总分值|自评总分|自评得分|总评分|评价总分|最终得分)(?:[:：])?"
)
_SUBTOTAL = re.compile(r"小计(?:[:：])?")

SIGNS = {
    "≥": "≥", ">=": "≥", "≧": "≥", "⩾": "≥", "＞=": "≥", "＞＝": "≥",
    "大于等于": "≥", "大于或等于": "≥", "不小于": "≥", "不少于": "≥", "不低于": "≥", "高于等于": "≥",
    "≤": "≤", "<=": "≤", "≦": "≤", "⩽": "≤", "＜=": "≤", "＜＝": "≤",
    "小于等于": "≤", "小于或等于": "≤", "不大于": "≤", "不超过": "≤", "不高于": "≤", "低于等于": "≤",
    "=": "＝", "＝": "＝", "═": "＝", "﹦": "＝", "等于": "＝",
    ">": "＞", "＞": "＞", "大于": "＞", "高于": "＞", "超过": "＞",
    "<": "＜", "＜": "＜", "小于": "＜", "低于": "＜", "少于": "＜",
    "定性": "定性", "定性指标": "定性",
}  # fmt: skip
NATURES = frozenset((*SIGNS, "定量", "定量指标", "正向", "反向", "逆向", "正向指标", "反向指标", "逆向指标", "中性", "区间"))
BLANK_MARKS = frozenset(("/", "／", "\\", "-", "—", "——", "－", "--", "无", "…", "……", "*", "\\/"))


def squeeze(text: str) -> str:
    """A cell's words with no blank or line end in them."""
    return _BLANKS.sub("", text)


@lru_cache(maxsize=8192)
def role_of(text: str) -> Role | None:
    """What a column with this head holds, or None when the words head no column of an indicator table.

    Example:
        >>> role_of("年度 指标值").name, role_of("偏差原因分析 及改进措施").name, role_of("自评得分（分）").name
        ('TARGET', 'REASON', 'SCORE')
    """
    if len(text) > 40:
        return None
    words = _BRACKETS.sub("", squeeze(text)).strip("：:*＊")
    if not words or len(words) > 20:
        return None
    for role, pattern in _HEAD_PATTERNS:
        if pattern.fullmatch(words):
            return role
    return None


@lru_cache(maxsize=8192)
def bare_level(text: str) -> str:
    """A level's words without the weight printed in them: 产出指标(40分) is 产出指标."""
    words = _GROUP_WEIGHT.sub("", squeeze(text))
    tail = _TRAILING_WEIGHT.match(words)
    return tail[1] if tail else words


@lru_cache(maxsize=8192)
def level_points(text: str) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """Where a level's words print its weight and its score: two ranges of the text, each may be None."""
    found = _GROUP_WEIGHT.search(text)
    if found:
        return found.span(1), found.span(2) if found[2] else None
    tail = re.search(r"(?<=[\u4e00-\u9fff\s])(\d{1,3}(?:\.\d+)?)\s*分\s*$", text)
    return (tail.span(1) if tail else None), None


@lru_cache(maxsize=8192)
def is_level1(text: str) -> bool:
    """Whether the words are a first level of some frame."""
    return _LEVEL1.fullmatch(bare_level(text)) is not None


@lru_cache(maxsize=8192)
def is_level2(text: str) -> bool:
    """Whether the words are a second level of some frame."""
    words = bare_level(text)
    return _LEVEL2.fullmatch(words) is not None or _LEVEL2_BARE.fullmatch(words) is not None


def is_total(text: str) -> bool:
    """Whether a row that begins with these words is the table's total."""
    return len(text) < 24 and _TOTAL.fullmatch(_BRACKETS.sub("", squeeze(text))) is not None


def is_subtotal(text: str) -> bool:
    """Whether a row with these words is the total of its group."""
    return len(text) < 12 and _SUBTOTAL.fullmatch(squeeze(text)) is not None
