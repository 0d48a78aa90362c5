"""Quantities in running text: separators, units, numerals, hedges, ranges, fractions, signs."""

from __future__ import annotations

import pytest

from tests.unit.core.figures.told import quantities

SEPARATORS = [
    ("基本支出1,234.56万元", ["1234.56|万元"]),
    ("1，234.56万元", ["1234.56|万元"]),
    ("12,345,678.90元", ["12345678.90|元"]),
    ("1，234，567.89元", ["1234567.89|元"]),
    ("１２３．４５万元", ["123.45|万元"]),
    ("１，２３４．５６万元", ["1234.56|万元"]),
    ("有３篇获奖，４篇入选", ["3|篇", "4|篇"]),
    ("占80％", ["80|%"]),
    ("占80﹪", ["80|﹪"]),
    ("占80 %", ["80|%"]),
    ("收入1,234万元、支出1,230万元", ["1234|万元", "1230|万元"]),
    ("收入100万元，支出90万元，结余10万元", ["100|万元", "90|万元", "10|万元"]),
    ("1，200人", ["1200|人"]),
    ("1,2,3项", ["1|", "2|", "3|项"]),
    ("1、2、3项", ["1|", "2|", "3|项"]),
    ("148.50万元", ["148.50|万元"]),
    ("0万元", ["0|万元"]),
    ("0.00", ["0.00|"]),
    ("5000 元", ["5000|元"]),
    ("5000\u3000元", ["5000|元"]),
    ("5000\xa0元", ["5000|元"]),
    ("1689.39 万元，其中基本支出 1256.81 万元", ["1689.39|万元", "1256.81|万元"]),
    ("得分为 97.61。", ["97.61|"]),
    ("1.2 万 元", ["1.2|万元"]),  # a blank inside the unit loses 元 and makes money a bare number
    ("1.2万 元", ["1.2|万元"]),  # a blank inside the unit loses 元 and makes money a bare number
    ("财政拨款1,240.49万元", ["1240.49|万元"]),  # 款 before a grouped number makes an ordinal of its first group: 款1
    ("财政拨款 1,240.49 万元", ["1240.49|万元"]),  # 款 before a grouped number makes an ordinal of its first group: 款 1
    ("￥5000", ["5000|元"]),  # the currency sign before a number is its unit
    ("¥5,000.00", ["5000.00|元"]),  # the currency sign before a number is its unit
    ("得分区间[90,100]", ["90|", "100|"]),  # an interval of scores is read as one grouped number 90100
]

UNITS = [
    ("5千元", ["5|千元"]),
    ("3百万元", ["3|百万元"]),
    ("1.5千万元", ["1.5|千万元"]),
    ("1.46亿元", ["1.46|亿元"]),
    ("1.2万亿元", ["1.2|万亿元"]),
    ("12.5万", ["12.5|万"]),
    ("5000美元", ["5000|美元"]),
    ("5000万美元", ["5000|万美元"]),
    ("3块钱", ["3|块钱"]),
    ("5角", ["5|角"]),
    ("下降3.5个百分点", ["3.5|个百分点"]),
    ("5‰", ["5|‰"]),
    ("98.5分", ["98.5|分"]),
    ("扣0.5分", ["0.5|分"]),
    ("1.5倍", ["1.5|倍"]),
    ("300㎡", ["300|㎡"]),
    ("300m²", ["300|m²"]),
    ("300平方米", ["300|平方米"]),
    ("12.5亩", ["12.5|亩"]),
    ("3万亩", ["3|万亩"]),
    ("30公里", ["30|公里"]),
    ("30km", ["30|km"]),
    ("5吨", ["5|吨"]),
    ("2个小时", ["2|个小时"]),
    ("30分钟", ["30|分钟"]),
    ("5个工作日内", ["5|个工作日"]),
    ("平均3.5个工作日", ["3.5|个工作日"]),
    ("平均3.5工作日", ["3.5|工作日"]),
    ("3个月", ["3|个月"]),
    ("32课时", ["32|课时"]),
    ("350元/人.天", ["350|元/人.天"]),
    ("350元/人·天", ["350|元/人·天"]),
    ("（159人×350元/人·天×3天）", ["159|人", "350|元/人·天", "3|天"]),
    ("20元/人次", ["20|元/人次"]),
    ("5元/平方米", ["5|元/平方米"]),
    ("100多人次", ["100|人次|over"]),
    ("3人·次", ["3|人·次"]),
    ("10辆次", ["10|辆次"]),
    ("40万名", ["40|万名"]),
    ("浏览量100万人次", ["100|万人次"]),
    ("78场次", ["78|场次"]),
    ("2批次", ["2|批次"]),
    ("13个乡镇", ["13|个"]),
    ("3万字", ["3|万字"]),
    ("公务用车1辆", ["1|辆"]),
    ("3台（套）", ["3|台"]),
    ("1000余只", ["1000|只|over"]),
    ("14期", ["14|期"]),
    ("≥15\n\n次", ["15||at_least"]),  # a unit on another line is the reader's affair
    ("噪声60分贝", ["60|"]),  # 分 is taken out of 分贝: a score
    ("界别活动等9方面", ["9|方面"]),  # 方 is taken out of 方面: a volume
    ("7大系列活动", ["7|大"]),  # 大 is labelled as a measure word in seed 004
    ("两大园区", []),  # 大 is labelled as a measure word in seed 004
    ("5仟元", ["5|千元"]),  # 仟 as a multiplier after Arabic digits is split off as a numeral of its own
    ("18岁以上", ["18|岁|at_least"]),  # 岁 is no unit, so 以上 is not seen
    ("60周岁以上老人300人", ["60|周岁|at_least", "300|人"]),  # 周 is taken out of 周岁: weeks
    ("30KM", ["30|KM"]),  # a unit in capitals
    ("20000余人", ["20000|人|over"]),  # five digits that begin with 2 become a subject code
    ("25000多名", ["25000|名|over"]),  # five digits that begin with 2 become a subject code
    ("21000亩", ["21000|亩"]),  # five digits that begin with 2 become a subject code
    ("20000册", ["20000|册"]),  # five digits that begin with 2 become a subject code
    ("20500平方米", ["20500|平方米"]),  # five digits that begin with 2 become a subject code
    ("22000吨", ["22000|吨"]),  # five digits that begin with 2 become a subject code
    ("人大代表3名", ["3|名"]),  # 表 before a number makes an ordinal: 表3
    ("党代表20人", ["20|人"]),  # 表 before a number makes an ordinal: 表20
    ("捐款30余万元", ["30|万元|over"]),  # 款 before a number makes an ordinal: 款30
    ("捐款3000余元", ["3000|元|over"]),  # 款 before a number makes an ordinal: 款3000
    ("罚款20起", ["20|起"]),  # 款 before a number makes an ordinal: 款20
    ("贷款12笔", ["12|笔"]),  # 款 before a number makes an ordinal: 款12
    ("条款5项", ["5|项"]),  # 款 before a number makes an ordinal: 款5
    ("附件3份", ["3|份"]),  # a count of attachments is read as an attachment's number
]

NUMERALS = [
    ("一百二十人", ["120|人"]),
    ("壹佰贰拾叁元整", ["123|元"]),
    ("人民币壹佰万元整", ["100|万元"]),
    ("人民币叁拾肆万伍仟元整", ["345000|元"]),
    ("两千零五人", ["2005|人"]),
    ("三十几人", ["30|人|over"]),
    ("二十余个", ["20|个|over"]),
    ("十几个", ["10|个|over"]),
    ("几百人", ["100|人|over"]),
    ("数百万元", ["100|万元|over"]),
    ("数千元", ["1000|元|over"]),
    ("十余万元", ["10|万元|over"]),
    ("三万余人", ["30000|人|over"]),
    ("三万余元", ["3|万元|over"]),
    ("一千五百万元", ["1500|万元"]),
    ("一亿元", ["1|亿元"]),
    ("一万二千元", ["12000|元"]),
    ("三万五千元", ["35000|元"]),
    ("二百五十万元", ["250|万元"]),
    ("两名", ["2|名"]),
    ("两篇社情民意", ["2|篇"]),
    ("四个卷宗", ["4|个"]),
    ("七个专门委员会", ["7|个"]),
    ("八件", ["8|件"]),
    ("十个百分点", ["10|个百分点"]),
    ("两个百分点", ["2|个百分点"]),
    ("一个", []),
    ("一次", []),
    ("每人一册", []),
    ("三万多元", ["3|万元|over"]),  # 多元 is taken for the word 多元: unit and hedge are lost
    ("8000多元", ["8000|元|over"]),  # 多元 is taken for the word 多元: unit and hedge are lost
    ("百余万元", ["100|万元|over"]),  # a bare 百/千/万 before 余 is not read
    ("百余人", ["100|人|over"]),  # a bare 百/千/万 before 余 is not read
    ("千余户", ["1000|户|over"]),  # a bare 百/千/万 before 余 is not read
    ("投资过亿元", ["1|亿元|over"]),  # 过 before a bare multiple is no hedge
    ("几十人", ["10|人|over"]),  # 几十 is read as exactly 10
    ("数十人", ["10|人|over"]),  # 数十 is read as exactly 10
]

HEDGES = [
    ("约30万元", ["30|万元|about"]),
    ("大约50人", ["50|人|about"]),
    ("约为10%", ["10|%|about"]),
    ("10%左右", ["10|%|about"]),
    ("10%上下", ["10|%|about"]),
    ("100公里左右", ["100|公里|about"]),
    ("20来个", ["20|个|about"]),
    ("近30万元", ["30|万元|nearly"]),
    ("将近40人", ["40|人|nearly"]),
    ("接近100%", ["100|%|nearly"]),
    ("近百名", ["100|名|nearly"]),
    ("近亿元", ["1|亿元|nearly"]),
    ("10万余个", ["10|万个|over"]),
    ("10余万个", ["10|万个|over"]),
    ("300余万元", ["300|万元|over"]),
    ("9万多元", ["9|万元|over"]),
    ("8000余元", ["8000|元|over"]),
    ("2亿多元", ["2|亿元|over"]),
    ("1.2亿余元", ["1.2|亿元|over"]),
    ("3千余元", ["3|千元|over"]),
    ("1.5万余名", ["1.5|万名|over"]),
    ("1万多人次", ["1|万人次|over"]),
    ("20余批100多人次", ["20|批|over", "100|人次|over"]),
    ("80 多次", ["80|次|over"]),
    ("3000余册（本）", ["3000|册|over"]),
    ("10多年", ["10|年|over"]),
    ("约60余万元", ["60|万元|over"]),
    ("超3000人", ["3000|人|over"]),
    ("超过3000人", ["3000|人|over"]),
    ("逾5万元", ["5|万元|over"]),
    ("超百万元", ["100|万元|over"]),
    ("上千万元", ["1000|万元|over"]),
    ("不足20%", ["20|%|under"]),
    ("不到3个月", ["3|个月|under"]),
    ("3次以上", ["3|次|at_least"]),
    ("3次及以上", ["3|次|at_least"]),
    ("5人（含）以上", ["5|人|at_least"]),
    ("3家(含)以上", ["3|家|at_least"]),
    ("达到85%以上", ["85|%|at_least"]),
    ("不少于3次", ["3|次|at_least"]),
    ("不低于95%", ["95|%|at_least"]),
    ("至少1人", ["1|人|at_least"]),
    ("大于等于90", ["90||at_least"]),
    ("≥98%", ["98|%|at_least"]),
    ("≧98%", ["98|%|at_least"]),
    (">=98%", ["98|%|at_least"]),
    ("3天以内", ["3|天|at_most"]),
    ("30%之内", ["30|%|at_most"]),
    ("5万元以下", ["5|万元|at_most"]),
    ("100万元及以下", ["100|万元|at_most"]),
    ("不超过3%", ["3|%|at_most"]),
    ("不高于2万元", ["2|万元|at_most"]),
    ("不多于5个", ["5|个|at_most"]),
    ("至多3人", ["3|人|at_most"]),
    ("≤772.37万元", ["772.37|万元|at_most"]),
    ("控制在9%以内", ["9|%|at_most"]),
    # words that end with a hedge's character, and are none
    ("节约3万元", ["3|万元"]),
    ("节约近3万元", ["3|万元|nearly"]),
    ("公约3条", ["3|条"]),
    ("签约12个项目", ["12|个"]),
    ("合约10份", ["10|份"]),
    ("预约3000人次", ["3000|人次"]),
    ("最近3年", ["3|年"]),
    ("附近5个社区", ["5|个"]),
    ("赶超10名", ["10|名"]),
    ("超支3万元", ["3|万元"]),
    ("超编5人", ["5|人"]),
    ("做不到100%", ["100|%"]),
    ("达不到95%", ["95|%"]),
    ("以上5项", ["5|项"]),
    ("不足之处有3点", ["3|点"]),
    ("上浮10%", ["10|%"]),
    ("约占10%", ["10|%|about"]),  # a verb stands between 约 and the number
    ("约有30人", ["30|人|about"]),  # a verb stands between 约 and the number
    ("约合5万元", ["5|万元|about"]),  # a verb stands between 约 and the number
    ("约需3万元", ["3|万元|about"]),  # a verb stands between 约 and the number
    ("不得少于3次", ["3|次|at_least"]),  # 不得 turns 少于 round; read as its opposite
    ("不得低于90%", ["90|%|at_least"]),  # 不得 turns 低于 round; read as its opposite
    ("不能低于90%", ["90|%|at_least"]),  # 不能 turns 低于 round; read as its opposite
    ("未低于90%", ["90|%|at_least"]),  # 未 turns 低于 round; read as its opposite
    ("不得超过3万元", ["3|万元|at_most"]),  # 不得 turns 超过 round; read as its opposite
    ("不能超过5%", ["5|%|at_most"]),  # 不能 turns 超过 round; read as its opposite
    ("不应高于10%", ["10|%|at_most"]),  # 不应 turns 高于 round; read as its opposite
    ("未超过5%", ["5|%|at_most"]),  # 未 turns 超过 round; read as its opposite
    ("3万元余额", ["3|万元"]),  # 余额 is a balance, no hedge
    ("开展5次多部门联合检查", ["5|次"]),  # 多 belongs to 多部门
    ("开展2次上下联动活动", ["2|次"]),  # 上下 belongs to 上下联动
    ("阅读量10万+", ["10|万|over"]),  # a plus sign behind a number means more
]

RANGES = [
    ("1-2个", ["1~2|个"]),
    ("1—2个", ["1~2|个"]),
    ("1～2个", ["1~2|个"]),
    ("3至5个", ["3~5|个"]),
    ("3至5年", ["3~5|年"]),
    ("85%-90%", ["85~90|%"]),
    ("85-90%", ["85~90|%"]),
    ("10-20万元", ["10~20|万元"]),
    ("（90-100分）", ["90~100|分"]),
    ("80-89分", ["80~89|分"]),
    ("3-6个月", ["3~6|个月"]),  # a range whose unit holds 月 within two characters is broken in two
    ("10万-20万元", ["10~20|万元"]),  # a unit on both ends breaks the range in two
    ("3个-5个", ["3~5|个"]),  # a unit on both ends breaks the range in two
    ("5万元至10万元", ["5~10|万元"]),  # a unit on both ends breaks the range in two
]

FRACTIONS_AND_SIGNS = [
    ("百分之九十九点八", ["99.8|%"]),
    ("百分之95", ["95|%"]),
    ("百分之三十五以上", ["35|%|at_least"]),
    ("百分之零点五", ["0.5|%"]),
    ("百分之百", ["100|%"]),
    ("千分之五", ["0.005|"]),
    ("万分之五", ["0.0005|"]),
    ("十分之一", ["0.1|"]),
    ("五分之四", ["0.8|"]),
    ("-3.5%", ["-3.5|%"]),
    ("－3.5%", ["-3.5|%"]),
    ("增长-3.5%", ["-3.5|%"]),
    ("减少-12.5万元", ["-12.5|万元"]),
    ("差额-3.2", ["-3.2|"]),
    ("增长率为-3.2%", ["-3.2|%"]),
    ("A—12.5", ["12.5|"]),
    ("+13.5%", ["13.5|%"]),
    ("增长13.5%", ["13.5|%"]),
    ("同比-5.2%", ["-5.2|%"]),  # the minus sign after 比 is lost
    ("降幅-5.2%", ["-5.2|%"]),  # the minus sign after 幅 is lost
    ("结余-3.2万元", ["-3.2|万元"]),  # the minus sign after 余 is lost
    ("约-5万元", ["-5|万元|about"]),  # the minus sign after a hedge is lost
    ("占总数的1/3", ["0.3333333333333333333333333333|"]),  # a fraction with a stroke is read as two counts
]

ALL = [*SEPARATORS, *UNITS, *NUMERALS, *HEDGES, *RANGES, *FRACTIONS_AND_SIGNS]


@pytest.mark.parametrize(("text", "expected"), ALL)
def test_quantities(text: str, expected: list[str]) -> None:
    assert quantities(text) == expected


@pytest.mark.parametrize(("text", "expected"), [case for case in ALL if isinstance(case, tuple) and type(case) is tuple])
def test_the_same_inside_a_sentence(text: str, expected: list[str]) -> None:
    """Words before and after do not change what is read."""
    assert quantities(f"其中，{text}，特此说明。") == expected
