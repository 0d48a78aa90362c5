"""Where numbers may stand in official prose, and which of them can never be a quantity."""

from __future__ import annotations

import re

from jiheng.core.figures.zh_numerals import NUMERAL_CHARACTERS

ZH = f"[{NUMERAL_CHARACTERS}]"
DASH = r"[-—–~～−]{1,2}"
ARABIC = r"\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_YEAR = r"(?:19|20)\d\d"
_MONTH = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_TO_DAY = rf"(?:\s?(?:{DASH}|至|到)\s?{_DAY}\s?日)?"  # 10月16日至23日
_ZH_DIGIT = "[一二三四五六七八九〇零○O0]"
_ZH_MONTH = "(?:十[一二]|[一二三四五六七八九十])"

WIDE = str.maketrans("０１２３４５６７８９．％－＋仟佰", "0123456789.%-+千百")
WIDE_FOUND = re.compile("[０-９．％－＋仟佰]")

# A cheap look at single characters first: most of a text can begin no number.
START = re.compile(f'[\\d第〔\\[【（(附表图条公“"「{NUMERAL_CHARACTERS}-]')

# Order matters: what can never be a quantity is taken first.
SCAN = re.compile(
    rf"""
    (?P<date>
        (?<!\d){_YEAR}\s?(?:年度?)?\s?(?:{DASH}|至|到|、|和|与)\s?{_YEAR}\s?(?:年度?|(?=[一二三四五六]年))
      | (?<![\d.]){_YEAR}\.{_MONTH}\s?(?:{DASH}|至|到)\s?{_YEAR}\.{_MONTH}(?![\d.]|\s?[万亿元%％‰])
      | (?<!\d){_YEAR}\s?(?:财年|全年|年(?:度|初|末|底|全年)?)(?:\s?{_MONTH}(?:\s?{DASH}\s?{_MONTH})?\s?月(?:份|初|末|底)?(?:\s?{_DAY}\s?日{_TO_DAY})?|\s?[1-4]\s?季度)?
      | (?<!\d){_YEAR}\s?(?:度(?=政府|一般|部门|单位|财政|公共|收入|支出|预算|决算|项目|[“"])|(?=本(?:年|级|部门|单位)))
      | (?<=[比较]){_YEAR}(?=\s?(?:相比|[增减]|下降|上升))
      | (?<![\d.]){_YEAR}[-./]{_MONTH}[-./]{_DAY}(?![\d.])
      | (?<![\d.]){_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\d.,，万亿元%％‰])
      | (?<![\d.])(?:{_MONTH}\s?(?:{DASH}|至|到|、|，|,)\s?){{0,11}}{_MONTH}\s?月(?!票)(?:份|初|末|底)?(?:\s?{_DAY}\s?日{_TO_DAY})?(?!\d)
      | 二[〇零○O0]{_ZH_DIGIT}{{2}}\s?年(?:度)?(?:{_ZH_MONTH}月(?:[一二三四五六七八九十]{{1,3}}日)?)?
      | 一九{_ZH_DIGIT}{{2}}\s?年(?:度)?
      | (?<![个几两]){_ZH_MONTH}月(?:份|初|末|底|[一二三四五六七八九十]{{1,3}}日)?
      | (?:\d{{1,2}}|{ZH}+)世纪(?:(?:\d0|{ZH}+)年代)?
      | (?:\d0|{ZH}+)年代
      | (?:前)?[1-4一二三四]\s?季度
      | (?<![\d.比例为])(?:[01]?\d|2[0-3])[:：][0-5]\d(?![\d.])
      | (?<![\d.])(?:[01]?\d|2[0-3])\s?时(?:\s?[0-5]?\d\s?分|整|许)
    )
  | (?P<ordinal>
        第\s?(?:\d+|{ZH}+)(?:[-—、至]\d+)*
      | [〔\[【（(]\s?{_YEAR}\s?[〕\]】）)]\s?\d*\s?号?
      | (?:\d+|{ZH}+)届(?:(?:\d+|{ZH}+)次)?(?:{ZH}+中全会)?
      | (?:\d+|{ZH}+)周年
      | (?:\d+|{ZH}+)\s?项(?=规定|禁令)
      | (?<=[省市区县委府央子”])(?:\d{{1,2}}|{ZH}{{1,3}})\s?[项条](?=要求|举措|措施|意见|办法|细则|规定|禁令|承诺)
      | (?<![\d.])\d(?=级指标)
      | (?:附件|附表|(?<![代仪水电手钟年])表|图|条例|公式)\s?\d+(?:[-—.]\d+)*(?![\d.,，]|\s?[万亿元%份个人名张次])
      | (?<![\d.])\d+(?:\+\d+)+(?![\d.%万元])
      | [“"「]\s?\d+(?:[-+/、·.]\d+)*(?:\+[A-Za-z])?\s?[”"」]
      | (?<![\d.])\d{{1,4}}\s?号(?![召码])
      | (?<![\d.])\d{{1,2}}\.\d{{1,2}}(?=(?!个|天|工作日)[\u4e00-\u9fff]{{2,8}}日)
      | (?<![\d.])\d{{1,2}}(?=[×xX＊*]\d)
      | (?<=[—–-]\s)\d{{1,4}}(?=\s[—–-])
      | (?:^|(?<=\n))\s*\d{{1,2}}(?:\.\d{{1,2}}){{2,3}}(?![\d.])
    )
  | (?P<code>
        (?<![\d.])0\d{{2,3}}-\d{{7,8}}(?![\d.])
      | (?<![\d.])1[3-9]\d{{9}}(?![\d.])
      | (?<![\d.])(?:12345|12315|12348|12319|12369|12333|12366|12329|12388|12309|110|119|120|122)(?=热线|接|报警|平台|指挥|联动|急救|电话|专线|服务热)
      | (?<![\d.])2[0-3]\d{{5}}(?![\d.,，]|\s?[万亿元人件条次个户名项%])
      | (?<![\d.])(?:20[1-9]|21\d|22\d|23[0-4]|30[1-39]|31[0-3]|399)(?!00)\d\d(?=[\s\u4e00-\u9fff（）)])
    )
  | (?P<percent>百分之(?P<percent_zh>[{NUMERAL_CHARACTERS}点]+|\d+(?:\.\d+)?))
  | (?P<fraction>(?P<under>{ZH}+)分之(?P<over>{ZH}+)(?!{ZH}))
  | (?P<dotted>(?<![\d.])(?!\d{{1,3}}(?:\.\d{{3}})+\.\d{{1,2}}(?!\d))\d+(?:\.\d+){{2,}})
  | (?P<stroke>(?<![\d./A-Za-z])(?P<top>[1-9]\d?)/(?P<bottom>[1-9]\d?)(?![\d/.%]))
  | (?P<number>(?P<minus>(?<![\d.）)\u4e00-\u9fffA-Za-z%\u2014])-|(?<=[增减降长少率为差额加比幅余约近达成入税])-)?(?:{ARABIC}))
  | (?P<zh>{ZH}+)
    """,
    re.VERBOSE,
)

NUMBER = re.compile(rf"(?P<number>(?P<minus>-)?(?:{ARABIC}))")
LIST_BEFORE = re.compile(r"(?:^|(?:^|\n)\s*[-—·•*]\s*|[。；;：:\n，,]|(?<=[\u4e00-\u9fff）)])(?=\d\.\D))\s*[（(]?$")
YEAR_AFTER = re.compile(rf"\s?(?:年|(?:{DASH}|至|、)\s?{_YEAR}\s?年)")
LISTED_QUANTITY = re.compile(r"\.\s?(?:[万亿千]?元|%)|[、.]\s?\d{1,2}(?:万|亿)?元|[、.]\d+[、人件次个%]")
RANGE = re.compile(rf"\s?(?:{DASH}|至|到)\s?(?P<high>{ARABIC})")
REMAINDER = re.compile(r"\d[-+]$")
REMAINDER_GOES_ON = re.compile(r"\s?[-+]\d")
LETTERS_BEFORE = re.compile(r"(?:[A-Za-z][-/]?|(?:GB|DB|GB/T|JGJ|ISO|DB\d\d/T)\s)$")
LETTER_BEHIND = re.compile(r"(?!(?:m|cm|mm)(?![A-Za-z0-9])|km|KM|Km|hm²|hm2|kg|KG|m²|m³|m2|M2|kw|kW|KW)[A-Za-z]")
MORE_DIGITS = re.compile(r"(?:[-—]\d+)*")

# Malformed numbers: a mark other than the point before the last two digits of an amount, points for commas, blanks.
DROPPED_DOT = re.compile(r"、(?P<cents>\d{2})(?=\s?(?:万|亿)?元)")
MANY_DOTS = re.compile(r"(?<![\d.])(?P<head>\d{1,3}(?:\.\d{3})+)\.(?P<cents>\d{1,2})(?!\d)")
TWO_DOTS = re.compile(r"(?:\.\.+|\.、|。|·|,|，)(?P<cents>\d{1,2})(?=\s?(?:万|亿)?元)")
MISGROUPED = re.compile(r"(?<![\d.])\d{1,3}(?:[,，]\d{3})*[,，]\d{4,}(?:\.\d+)?(?=\s?[万亿千]?元)")
SPACED_GROUPS = re.compile(r"(?<![\d.])\d{1,3}(?:\s?[,，]\s?\d{3})+\.\d{1,2}(?!\d)")
BLANK_GROUPS = re.compile(
    r"(?<=[\u4e00-\u9fff])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:\.\d{1,4})?(?=(?:万|亿)?元)"
)  # as GB/T 15835 parts thousands
LOOSE_DOT = re.compile(r"(?:\s\.\s?|\.\s)(?P<cents>\d{1,2})(?=\s?(?:(?:万|亿)?元|%))")
