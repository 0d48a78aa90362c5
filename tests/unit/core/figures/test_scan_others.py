"""Numbers that are no quantities: dates, ordinals and list numbers, codes."""

from __future__ import annotations

import pytest

from tests.unit.core.figures.told import everything

DATES = [
    ("2023年", ["date:2023年=2023"]),
    ("2023年度", ["date:2023年度=2023"]),
    ("2020 年度", ["date:2020 年度=2020"]),
    ("2023年6月30日", ["date:2023年6月30日=2023"]),
    ("2023年 6 月 30 日", ["date:2023年 6 月 30 日=2023"]),
    ("截至2023年12月31日", ["date:2023年12月31日=2023"]),
    ("2023年1-6月", ["date:2023年1-6月=2023"]),
    ("2023年6—9月", ["date:2023年6—9月=2023"]),
    ("2023年底前", ["date:2023年底=2023"]),
    ("2023年6月末", ["date:2023年6月末=2023"]),
    ("2023-06-30", ["date:2023-06-30=2023"]),
    ("2023/6/30", ["date:2023/6/30=2023"]),
    ("2023.6.30", ["date:2023.6.30=2023"]),
    ("２０２３年", ["date:２０２３年=2023"]),
    ("二〇二三年", ["date:二〇二三年=2023"]),
    ("二零二三年度", ["date:二零二三年度=2023"]),
    ("二○二三年三月", ["date:二○二三年三月=2023"]),
    ("二〇二三年六月三十日", ["date:二〇二三年六月三十日=2023"]),
    ("2022—2023年", ["date:2022—2023年=None"]),
    ("2022-2023年度", ["date:2022-2023年度=None"]),
    ("2022年至2023年", ["date:2022年至2023年=None"]),
    ("2022、2023年", ["date:2022、2023年=None"]),
    ("2020年-2022年", ["date:2020年-2022年=None"]),
    ("6月底", ["date:6月底=None"]),
    ("12月份", ["date:12月份=None"]),
    ("1—6月", ["date:1—6月=None"]),
    ("6、9、11月", ["date:6、9、11月=None"]),
    ("5月20日至6月1日", ["date:5月20日=None", "date:6月1日=None"]),
    ("2023年11月至2024年3月", ["date:2023年11月=2023", "date:2024年3月=2024"]),
    ("2023年1月1日—12月31日", ["date:2023年1月1日=2023", "date:12月31日=None"]),
    ("8:30", ["date:8:30=None"]),
    ("2023人", ["2023|人"]),
    ("2023万元", ["2023|万元"]),
    ("1998.5万元", ["1998.5|万元"]),
    ("3个月", ["3|个月"]),
    ("12个月", ["12|个月"]),
    ("5年内", ["5|年"]),
    ("近20年来", ["20|年|nearly"]),
    ("五年来", []),
    ("上半年", []),
    ("一季度", ["date:一季度=None"]),
    ("一至三季度", ["date:三季度=None"]),
    ("四季度末", ["date:四季度=None"]),
    ("十二月", ["date:十二月=None"]),  # a month in Chinese numerals is read as twelve months' time
    ("十一月份", ["date:十一月份=None"]),  # a month in Chinese numerals is read as eleven months' time
    ("一九九八年", ["date:一九九八年=1998"]),  # a year of the last century in Chinese numerals is read as 1998 years
    ("20230630", ["date:20230630=2023"]),  # eight digits without signs
    ("2023财年", ["date:2023财年=2023"]),  # a fiscal year is read as a count of 2023
    ("2023全年", ["date:2023全年=2023"]),  # the year is read as a count of 2023
    ("2020-2022三年", ["date:2020-2022=None"]),  # a span of years before 三年 is read as a range of counts
    ("2023.1-2023.12", ["date:2023.1-2023.12=2023"]),  # a span of months with points is read as a range of counts
]

ORDINALS = [
    ("1.2023年预算资金772.37万元。", ["ordinal:1.", "date:2023年=2023", "772.37|万元"]),
    ("1、2023年预算", ["ordinal:1、", "date:2023年=2023"]),
    ("2.委员工作室项目支出4.14万元", ["ordinal:2.", "4.14|万元"]),
    ("其中：1.委员培训42.82万元；2.委员工作室4.14万元", ["ordinal:1.", "42.82|万元", "ordinal:2.", "4.14|万元"]),
    ("1.完成调研5次；2.完成视察3次。", ["ordinal:1.", "5|次", "ordinal:2.", "3|次"]),
    ("(3)公用经费20万元", ["ordinal:3)", "20|万元"]),
    ("（12）公用经费20万元", ["ordinal:12）", "20|万元"]),
    ("3、项目支出30万元", ["ordinal:3、", "30|万元"]),
    ("1、完成率95%", ["ordinal:1、", "95|%"]),
    ("- (1) 政治协商、民主监督；", ["ordinal:1)"]),  # a list number behind a dash is read as a quantity
    ("—— 9 ——", ["ordinal:9"]),  # a page number between dashes is read as a quantity
    ("1.5万元", ["1.5|万元"]),
    ("5.15万元", ["5.15|万元"]),
    ("3.5公里", ["3.5|公里"]),
    ("一、1.5万元", ["1.5|万元"]),
    ("财预〔2020〕10号", ["ordinal:〔2020〕10号"]),
    ("财预[2020]10号", ["ordinal:[2020]10号"]),
    ("财预（2020）10号", ["ordinal:（2020）10号"]),
    ("湘财绩〔2021〕 3 号", ["ordinal:〔2021〕 3 号"]),
    ("国办发〔2019〕12号，共5条", ["ordinal:〔2019〕12号", "5|条"]),
    ("六届三次全会", ["ordinal:六届三次"]),
    ("十届三次全会共收到提案49件", ["ordinal:十届三次", "49|件"]),
    ("二届五次全会", ["ordinal:二届五次"]),
    ("十九届二中、三中、四中、五中全会", ["ordinal:十九届"]),
    ("二十届三中全会", ["ordinal:二十届三中全会"]),
    ("第三方评价", ["ordinal:第三"]),
    ("第一季度", ["ordinal:第一"]),
    ("第3条第2款", ["ordinal:第3", "ordinal:第2"]),
    ("《预算法》第三十二条", ["ordinal:第三十二"]),
    ("附件1", ["ordinal:附件1"]),
    ("附件2：", ["ordinal:附件2"]),
    ("附表2-1", ["ordinal:附表2-1"]),
    ("图4-1", ["ordinal:图4-1"]),
    ("见表3。", ["ordinal:表3"]),
    ("“1453”履职成效", ["ordinal:“1453”"]),
    ("“1+4+5+3”", ["ordinal:“1+4+5+3”"]),
    ("“5+2”“白加黑”", ["ordinal:“5+2”"]),
    ("“9+3”", ["ordinal:“9+3”"]),
    ("“12345”热线", ["ordinal:“12345”"]),
    ("（1）2023年预算10万元", ["ordinal:1）", "date:2023年=2023", "10|万元"]),  # a bracketed list number before a digit is read as a quantity
    ("（2）3家企业", ["ordinal:2）", "3|家"]),  # a bracketed list number before a digit is read as a quantity
    ("1.2020—2022年", ["ordinal:1.", "date:2020—2022年=None"]),  # a list number before a span of years is read as 1.2020
    ("1.1项目概况", ["ordinal:1.1"]),  # a heading number of two levels is read as 1.1 项
    ("2.3.1资金投入", ["ordinal:2.3.1"]),  # a heading number of three levels is read as two counts
    ("“3+X”", ["ordinal:“3+X”"]),  # a quoted set phrase with a letter
    ("“1+N”", ["ordinal:“1+N”"]),  # a quoted set phrase with a letter
    ("“12·4”宪法日", ["ordinal:“12·4”"]),  # a quoted day is read as two counts
    ("“6·26”国际禁毒日", ["ordinal:“6·26”"]),  # a quoted day is read as two counts
    ("“3.8”妇女节", ["ordinal:“3.8”"]),  # a quoted day is read as a count
]

CODES = [
    ("0731-85123456", ["code:0731-85123456"]),
    ("联系电话：010-12345678", ["code:010-12345678"]),
    ("13812345678", ["code:13812345678"]),
    ("2010299其他政协事务支出12.5万元", ["code:2010299", "12.5|万元"]),
    ("2130101行政运行", ["code:2130101"]),
    ("20102 政协事务", ["code:20102"]),
    ("G318线", ["code:318"]),
    ("S202公路", ["code:202"]),
    ("ISO9001", ["code:9001"]),
    ("PM2.5", ["code:2.5"]),
    ("T3航站楼", ["code:3"]),
    ("2010201", ["code:2010201"]),  # a subject code alone in its cell is read as a quantity
    ("30101 基本工资 25.3万元", ["code:30101", "25.3|万元"]),  # codes of the economic classification (3xxxx) are read as quantities
    ("30201办公费", ["code:30201"]),  # codes of the economic classification (3xxxx) are read as quantities
    ("12345热线", ["code:12345"]),  # a hotline's number is read as a count
    ("GB/T 19001-2016", ["code:19001-2016"]),  # a standard's number is read as two counts
    ("COVID-19", ["code:19"]),  # letters and a hyphen before a number
]


@pytest.mark.parametrize(("text", "expected"), [*DATES, *ORDINALS, *CODES])
def test_kinds(text: str, expected: list[str]) -> None:
    assert everything(text) == expected
