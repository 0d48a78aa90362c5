"""Words of official prose that tell basis, year, direction and structure. Patterns only: no department, no figure."""

from __future__ import annotations

import re

from jiheng.core.facts.context import Basis

SENTENCE_END = re.compile(
    r"[。！？!?\n]|(?<=情况)[ \u3000](?=(?:19|20)\d\d\s?年)|；(?=[一二三四五六七八九十]是|（|\d|[“\"《][^”\"》，。；]{2,30}[”\"》](?:项目|专项))"
)
CLAUSE_MARKS = "，,；;：:。！？\n"

# The last one that matches in the words before a number decides; longer words stand first.
_BASIS_WORDS: tuple[tuple[str, Basis], ...] = (
    (
        (r"调整(?:后的?)?预算后(?:的)?(?:(?:项目|部门|资金|支出)*预算(?:数|为|总额)?)?|全年[（(]调整[）)]预算|调整[（(]全年[）)]预算|调整后(?:的)?预算|调整预算数?|预算调整数|全年预算|年度预算(?:数|总额|资金总额)|最终预算|变更后预算|年末预算"
        r"|调整后|(?:调整|调增|调减)[为到至](?=\s*$)"), Basis.BUDGET,
    ),
    (
        (r"年初预算(?:数|安排|批复|资金|收入|支出)?|年初(?:部门)?(?:批复|安排|下达)(?!结转|结余)|(?:财政|批复)(?:共|累计)?下达|(?:共|计划|预算)下达|下达(?:建设|项目|专项|预算|转移支付|补助|补贴)*(?:资金|指标|经费)"
        r"|预算批复|批复预算|当年预算|期初预算|年初结转前预算|年初部门预算|年初(?![^，。；\d]{0,8}(?:结转|结余))"), Basis.OPENING,
    ),
    (r"(?:预算)?(?:追加|调增|调减|调整增加|调整减少|调剂)(?:预算|资金|经费|额|数|了)*|年中(?:追加|调整|调增|调减)(?:预算|资金|经费|额|数)*|预算调整(?:额|金额)", Basis.ADJUSTMENT),
    (
        (r"决算(?:数|收入|支出|总额)?(?!审计|审核|编报|编制|软件|系统)|执行数|实际(?:支出|使用|支付|发生|到位|收入|完成支出|执行|列支|采购)|实际支出数|实支"
        r"|执行(?!率|进度|情况|管理|中|力|偏差|分析|监控|标准|过程|完成率|单位|审批)|支出实现|累计支出|已支出|完成支出|结算(?:支出|数)|(?:已|完成|累计|均)(?:拨付|支付|报账)|拨付到位|支付(?:资金|金额|数)|执行金额|(?<!预算)支出数|实际数|支付(?=\s*$)|完成(?:了|为)?(?=\s*$)"),
        Basis.OUTTURN,
    ),
    (r"目标值|目标为|(?<!列入)计划(?!生育|单列|免疫)(?:完成|数|值|安排)?|绩效目标|年度指标值|预期", Basis.TARGET),
    (r"实际完成(?!支出)|完成值|实际值|实际完成值|自评完成值", Basis.ACTUAL),
    (
        (r"(?<!公共)(?<!基金)(?<!经营)(?<!保险)(?<!零基)(?<!一般)(?<!公共财政)(?<!公共财政拨款)预算(?:数|安排|收入|支出|总额|金额|资金|总收入|总支出|为|合计)?"
        r"(?!绩效|管理|执行|单位|评审|审核|监督|改革|软件|系统|公开|编制|完成率|调整率|部门|科目|法|指标|一体化|支出完成|批复文|稳定|周转|调节|股|局|项目(?:库|(?:支出)?(?:绩效|自评)))"),
        Basis.OPENING,
    ),
    (r"目标", Basis.TARGET),
)  # fmt: skip
_BASIS = re.compile("|".join(f"(?P<b{index}>{words})" for index, (words, _) in enumerate(_BASIS_WORDS)))

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?年")
_ZH_YEAR = re.compile("二[〇零○OＯ0][一二三四五六七八九〇零○OＯ0]{2}(?=年)")
_IN_DIGITS = str.maketrans("〇零○OＯ一二三四五六七八九", "00000123456789")
LAST_YEAR = re.compile(r"上一?年度?(?!结转|结余|末结转)|去年|上一年|上年度")
BEFORE_COMPARED = re.compile(r"(?:[比较与同]|相比|对比|相较)\s?$")
UP_WORDS = "增加|增长|增收|增支|增产|超收|上升|提高|上涨|扩大|提升|增|上浮|超支|超出|高出|多出|增幅"
DOWN_WORDS = "负增长|减少|下降|减收|减支|减产|短收|降低|压减|缩减|减|下浮|节约|节省|压缩|回落|减幅|降幅|少|降"
FLAT = re.compile(r"(?:与.{0,14})?(?:持平|无(?:增减)?变化|没有变化|无增减|无变动|一致)")
CHANGE = re.compile(
    rf"(?P<word>{UP_WORDS}|{DOWN_WORDS})[)）]?(?:了|额|幅度|率|比例|金额|数|支出|开支|收入|经费|拨款)*(?:约|近|为|达到?|共|共计|合计|[:：]|\s)*$"
)
# Of two words of a form one was to be struck out: 下降（增长）.
EITHER = re.compile(rf"(?:(?:{UP_WORDS})[/／（(](?:{DOWN_WORDS})|(?:{DOWN_WORDS})[/／（(](?:{UP_WORDS}))[)）]?(?:了|额|率)?(?:约|为|\s)*$")
CHANGE_RATE_LABEL = re.compile(rf"(?:同比|环比)?(?P<word>{UP_WORDS}|{DOWN_WORDS}|变动|增减)(?:率|幅|幅度|比例|比率)(?:约|为|是|达到?|[:：]|\s)*$")
REACHED = re.compile(rf"(?:{UP_WORDS}|{DOWN_WORDS})(?:到|至)\s*$")
COMPARED = re.compile(
    r"(?:[比较]|与|同)(?P<what>[^，。；,;]{0,24}?)(?:相比|比较|对比)?(?:[，,])?(?:共|总体|略有|略|分别|净|各|收支|均|收、支|各自|同口径|决算|预算|总额|总计|合计|支出|收入|数|有所|收支总计)*\s*$"
)
# 评比, 合同, 较好 compare nothing.
VERSUS = re.compile(
    r"(?:(?<![评百占正配类攀])比(?![例重率赛武选价拼])|较(?![好大多快高低强少小差])|(?<!参)与(?!会)|(?<![合共不协会陪等雷如相])同(?![志时意步类事样等城心行业])|对比)"
    r"(?P<what>[^，。；,;、]{0,24})"
)
SHARE = re.compile(r"(?:占)(?P<what>[^，。；,;]{0,40}?)(?:的)?(?:比重|比例|比率|百分比)?(?:约|仅|高|为|是|达到?|[:：]|\s)*$")
BUDGETED = re.compile(  # 占调整预算105%: a rate of execution
    r"(?:^|年初|年度|全年|当年|本年|调整后?的?|变动后?的?|汇总|代编|执行)预算(?:安排)?(?:数|总额)?(?:[序时月季]{1,2}进度)?(?:的)?$"
)
PLANNED = re.compile(r"(?:^|年初|年度|全年|当年|本年)(?:计划|目标任务)数?(?:的)?$")  # of money, 占全年计划的105% is one too
COMPLETION = re.compile(r"(?:完成|为|占|达到?|是|实现|执行)(?:了)?(?P<what>[^，。；,;]{0,20}?(?:预算|计划|目标|任务|指标)[^，。；,;]{0,10}?)的?\s*$")
PASSED = re.compile(r"\s*(?:[并已再又也更]|首次|历史性|再次|成功|一举|连续)*(?:突破|跨过|跨越|跨上|迈上|站上|越过|跃上|冲破|首破)了?\s*")
OF_BEFORE = re.compile(r"^\s*的\s*(?:(?:比例|比重|比率|百分比)(?:约|为|是|达到?|\s)*)?$")
AMONG = re.compile(r"其中(?!的|一(?:[个家项名位些人辆笔所处天种件户条座台只]|部分|方面|直|并|起|旦))")
INCLUDES = re.compile(
    r"(?:主要)?(?:用于以下方面|分项情况(?:是|为|如下)|按(?:支出)?(?:功能|经济|性质|用途|资金来源|来源)(?:科目)?(?:分类?|划分)|(?<![不未])包(?:括|含)|分为|具体为|由.{0,6}组成|分别是|分别为|具体如下|具体是|具体支出为|^分配[给到](?!位)|明细如下|构成(?:如下)?)(?:[:：])?"
)
BY_KIND = re.compile(r"(?:分类|类型|类别|构成|分布)(?:情况)?(?:如下)?[:：]")  # 工单分类：求决类60件、咨询类8件
PARTIAL = re.compile(r"主要|等(?:\d|[，。；、\s]|$)|部分|重点")
TOTALLING = re.compile(r"(?:合计|共计|总计|总额|总数|共有|共|总)")
SPENT_ON = re.compile("支出(?:项目|科目|内容)")  # what opens the list of what a whole went to
RESPECTIVELY = re.compile(r"分别(?:为|是|达到?|完成|安排|支出|执行|增长|下降|增加|减少|占|有)?(?:了)?\s*$")
EACH = re.compile(r"各(?:为|是|有|占)?\s*$")
LIST_HEAD = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}是|第[一二三四五六七八九十]{1,2}[，、]|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、．)）]|[①-⑳]|[-—·•])\s*"
)
CONNECTIVES = re.compile(
    r"^(?:其中|此外|另外|同时|并且|以及|主要是|主要为|主要|包括|包含|分为|分别为|分别是|分别|具体为|具体|共计|合计|总计|共有|共|约|近|为|是|达到|达|有|含|的|和|与|及|、|，|,|：|:|；|;|。|\s|“|”|了|已|累计|全年|本年度?|当年|今年|年度|全部|均为|均|系(?![统列部科])|由|即|等|（|\(|\d+[.、])+"
)
TRAILING = re.compile(
    r"(?:共计|合计|总计|总额|总数|共有|共|约|近|为|是|达到?|有|的|了|已|累计|至|到|各|均|：|:|（|\(|、|，|,|\s|“|”|=|＝|≥|≤|不少于|不超过|不低于|超过?|仅|计|金额|数额|不足|逾|上|完成|实现|安排|人民币|折合|价值|总值|也|则|在|由|从|向|被|给|对|将|于|按|只|仅有|分别|不高于|不大于|控制)+$"
)
# Words beside a figure that tell its year or its funding scope only, or head a group of rows: they name no item.
NO_ITEM = re.compile(
    r"\s*(?:该?项目|收|支|(?:19|20)\d\d\s?(?:年度?)?|(?:本|上|当|去|今)年度?|[本上]期|上年同期)(?:决算|预算|执行|实际)?[数额]?\s*"
    r"|(?:相应)?(?:一般公共预算|政府性基金(?:预算)?|国有资本经营(?:预算)?)?(?:财政拨款)?(?:安排)?"
    r"|[\u4e00-\u9fff]{2,16}情况(?:[（(].{1,6}[)）])?"
)
FUNDS_FROM = re.compile(
    r"(?:其中[:：]?)?(?:[（(]?[一二三四五\d]{1,2}[）)]?[、.．]?)?"
    r"(?:(?:(?:中央|省|自治区|市|州|县|区|乡|镇|本|上|同|地方)[级本]?)+(?:财政|预算)?|财政|单位)?(?:补助|配套|专项|自筹|自有|拨款|其他|其它|结转)?(?:资金|拨款)?[:：]?"
)
PLAN_HEADING = re.compile(
    r"工作(?:计划|打算|思路|安排|要点)|下一步|下步|改进措施|改进建议|努力方向|(?<!上)年度(?:总体)?目标|绩效目标(?!完成|实现|管理|设|编|情况|自评|分解|下达|申报|达成|执行|评价)"
)
BUDGET_HEADING, EXECUTION = re.compile(r"(?:收支|收入|支出)预算情况[：:。]?\s*$"), "预算执行情况"
TIME_WORDS = re.compile(
    r"(?:(?<!\d)(?:19|20)\d\d(?!\d)\s?(?:年度?)?|上年度?|去年|今年|本年度?|当年|全年|年度|年末|年底|年终|年初|截[至止]到?.{0,12}?(?:年[底末]|[日月年底])|\d{1,2}\s?月(?:份|底|末)?|\d{1,2}\s?日|五年来|一年来|[一二三四]季度|期间|目前|现|至今)"
)


def basis_in(words: str) -> Basis | None:
    """The basis named last in some words, or None."""
    found: Basis | None = None
    for match in _BASIS.finditer(words):
        found = _BASIS_WORDS[int((match.lastgroup or "b0")[1:])][1]
    return found


def direction_of(word: str) -> int:
    """+1 for a word of increase, -1 for one of decrease."""
    return 1 if re.fullmatch(UP_WORDS, word) else -1


def tells_why(text: str, at: int, end: int) -> bool:
    """Whether an amount only tells why another changed, before the list of what that went to.

    …，主要原因是食堂经费|2万元，主要支出项目包括：….
    """
    said = text.rfind("原因", 0, at)
    return said >= 0 and "。" not in text[said:at] and SPENT_ON.search(text, at, end) is not None


def with_years(text: str) -> str:
    """A text with its years in digits, character for character: 二○一五年 is 2015年."""
    return _ZH_YEAR.sub(lambda year: year[0].translate(_IN_DIGITS), text)
