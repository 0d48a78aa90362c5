"""Odd numbers from official prose: names, set phrases, idioms, and the real counts that stand beside them."""

from __future__ import annotations

import pytest

from tests.unit.core.figures.told import quantities

CASES = [
    ("人均1.2万元", ["1.2|万元"]),
    ("“十四五”规划", []),
    ("十四五期间", []),
    ("“十三五”期间（2016-2020年）", []),
    ("2022—2023年", []),
    ("3个100%", ["3|个", "100|%"]),
    ("24小时值班", ["24|小时"]),
    ("G318线", []),
    ("A类322件", ["322|件"]),
    ("办成Ａ类件322件", ["322|件"]),
    ("B类件12件", ["12|件"]),
    ("C级、D级危房28户", ["28|户"]),
    ("50%以上的80%", ["50|%|at_least", "80|%"]),
    ("零投诉", []),
    ("零增长", []),
    ("两会", []),
    ("三公经费", []),
    ("“三公”经费0.53万元", ["0.53|万元"]),
    ("一季度", []),
    ("第三方", []),
    ("一是", []),
    ("二是抓好3项工作", ["3|项"]),
    ("一票否决", []),
    ("一事一议", []),
    ("一户一策", []),
    ("每人一档", []),
    ("九三学社", []),
    ("三农工作", []),
    ("五保户12户", ["12|户"]),
    ("八一建军节", []),
    ("“七一”座谈会", []),
    ("三八妇女节", []),
    ("“双一流”", []),
    ("四风问题", []),
    ("“四个意识”“四个自信”“两个维护”", []),
    ("“三重一大”", []),
    ("“五位一体”", []),
    ("“三会一课”", []),
    ("“双随机、一公开”", []),
    ("“一岗双责”", []),
    ("“两学一做”", []),
    ("“百日行动”", []),
    ("“千村示范、万村整治”", []),
    ("“懂政协、会协商、善议政”", []),
    ("三级指标", []),
    ("二级巡视员3名", ["3|名"]),
    ("十佳委员10名", ["10|名"]),
    ("“十佳委员”10名", ["10|名"]),
    ("两不愁三保障", []),
    ("三区三州", []),
    ("三大攻坚战", []),
    ("四大家领导", []),
    ("六稳六保", []),
    ("百强县", []),
    ("全省十强", []),
    ("万人计划", []),
    ("一半", []),
    ("翻一番", []),
    ("增长1倍", ["1|倍"]),
    ("第一书记3名", ["3|名"]),
    ("中共二十大精神", []),
    ("九年义务教育", []),
    ("一二三产业", []),
    ("二年级学生30人", ["30|人"]),
    ("四好农村路12公里", ["12|公里"]),
    ("两癌筛查3000人", ["3000|人"]),
    ("全年365天", ["365|天"]),
    ("5个专门委员会", ["5|个"]),
    ("91个行政村和8个社区", ["91|个", "8|个"]),
    ("6场200多人次", ["6|场", "200|人次|over"]),
    ("脱贫户96户401人", ["96|户", "401|人"]),
    ("省155项、市252项、区599项", ["155|项", "252|项", "599|项"]),
    ("2 期、4 期、7 期", ["2|期", "4|期", "7|期"]),
    ("财政全额拨款，编制27人", ["27|人"]),
    ("为期5天", ["5|天"]),
    ("80分以上为良", ["80|分|at_least"]),
    ("满分100分", ["100|分"]),
    ("30/27=111%", ["30|", "27|", "111|%"]),
    ("841.25÷850.19×100%=98.95%", ["841.25|", "850.19|", "100|%", "98.95|%"]),
    ("基本支出：753.07", ["753.07|"]),
    ("环比下降0.3个百分点", ["0.3|个百分点"]),
    ("三分之二以上委员", ["0.6666666666666666666666666667||at_least"]),
    ("其中：中央媒体4篇、省级48篇", ["4|篇", "48|篇"]),
    ("每年1月1日起3个工作日内", ["3|个工作日"]),
    ("2.5公里/小时", ["2.5|公里"]),  # the speed's second part is no unit of the lawbook
    ("5A级景区", []),  # a letter behind the digit makes a name
    ("5G基站200个", ["200|个"]),  # a letter behind the digit makes a name
    ("3D打印", []),  # a letter behind the digit makes a name
    ("4K直播", []),  # a letter behind the digit makes a name
    ("7×24小时", ["24|小时"]),  # a set phrase: 7 is no count of its own
    ("20世纪90年代", []),  # a decade is read as a count and 90 years
    ("21世纪", []),  # a century is read as a count
    ("八十年代", []),  # a decade is read as 80 years
    ("成立70周年", []),  # 周 is taken out of 周年: 70 weeks
    ("建党一百周年", []),  # 周 is taken out of 周年: 100 weeks
    ("3.15消费者权益日", []),  # a day is read as a count
    ("110接警3.2万起", ["3.2|万起"]),  # a hotline's number is read as a count
    ("千亿级园区", []),  # an order of size is read as a count of 级
    ("百亿级产业", []),  # an order of size is read as a count of 级
    ("目标与任务一一对应", []),  # 一一对 is read as 11 对
    ("十一期间", []),  # a holiday is read as 11 期
    ("县红十字会收到捐款5万元", ["5|万元"]),  # 十字 is read as 10 字
    ("“五个一”工程的六个一", []),  # 个一 is a set phrase
    ("四个一批", []),  # 个一 is a set phrase
    ("3号楼", []),  # the number of a building
    ("中央5号文件", []),  # the number of a document
    ("2023年1季度", []),  # a quarter is read as a count
    ("前3季度", []),  # a quarter is read as a count
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_prose(text: str, expected: list[str]) -> None:
    assert quantities(text) == expected


def test_a_proportion_is_no_time_of_day() -> None:
    from tests.unit.core.figures.told import everything

    assert not [one for one in everything("师生比1:15") if one.startswith("date")]
