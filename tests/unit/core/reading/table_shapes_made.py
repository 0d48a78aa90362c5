"""Made tables of official reports, and the shapes that text extraction leaves of them. All names and figures are invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Made:
    """A table, the lines above it, and what it states: printed text → (number, unit, concept, basis)."""

    name: str
    above: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    facts: dict[str, tuple[str, str, str, str | None]]
    below: tuple[str, ...] = ()


UP = "^"  # goes on with the cell above
LEFT = "<"  # goes on with the cell to the left

OUT, YEAR, FIRST, TARGET, ACTUAL = "执行", "全年预算", "年初预算", "目标", "实际"

FUNDS = Made(
    "funds",
    ("项目支出绩效自评表", "（2022年度）"),
    (
        ("项目名称", "河道管护经费", LEFT, LEFT, LEFT, LEFT, LEFT, LEFT),
        ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率（%）", "得分"),
        (UP, "年度资金总额", "61.50", "73.20", "68.84", "10", "94.04", "9.4"),
        (UP, "其中：当年财政拨款", "41.50", "53.10", "50.02", "—", "94.20", "—"),
        (UP, "上年结转资金", "12.00", "12.10", "11.82", "—", "97.69", "—"),
        (UP, "其他资金", "8.00", "8.01", "7.01", "—", "87.52", "—"),
    ),
    {
        "61.50": ("61.50", "万元", "spend.project", FIRST), "73.20": ("73.20", "万元", "spend.project", YEAR),
        "68.84": ("68.84", "万元", "spend.project", OUT),
        "10": ("10", "分", "indicator.weight", None), "94.04": ("94.04", "%", "spend.execution_rate", OUT),
        "9.4": ("9.4", "分", "indicator.score", None),
        "41.50": ("41.50", "万元", "income.appropriation", FIRST), "53.10": ("53.10", "万元", "income.appropriation", YEAR),
        "50.02": ("50.02", "万元", "income.appropriation", OUT), "94.20": ("94.20", "%", "spend.execution_rate", OUT),
        "12.00": ("12.00", "万元", "carry.opening", FIRST), "12.10": ("12.10", "万元", "carry.opening", YEAR),
        "11.82": ("11.82", "万元", "carry.opening", OUT),
        "8.00": ("8.00", "万元", "income.other_funds", FIRST), "7.01": ("7.01", "万元", "income.other_funds", OUT),
        "87.52": ("87.52", "%", "spend.execution_rate", OUT),
    },
)  # fmt: skip

INDICATORS = Made(
    "indicators",
    ("2022年度项目支出绩效自评表",),
    (
        ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
        ("产出指标", "数量指标", "清淤河道长度", "≥36公里", "38.5公里", "14", "13.9", "无"),
        (UP, UP, "巡河次数", "≥240次", "251次", "11", "10.8", "无"),
        (UP, "质量指标", "工程验收合格率", "≥96%", "98.2%", "13", "12.7", "无"),
        (UP, "时效指标", "完成时限", "12月底前", "11月底", "12", "11.6", "无"),
        ("效益指标", "社会效益指标", "受益村数", "≥43个", "45个", "31", "29.5", "无"),
        ("满意度指标", "服务对象满意度指标", "沿岸群众满意度", "≥91%", "93.4%", "9", "8.8", "无"),
    ),
    {
        "≥36公里": ("36", "公里", "indicator.target", TARGET), "38.5公里": ("38.5", "公里", "indicator.actual", ACTUAL),
        "14": ("14", "分", "indicator.weight", None),
        "13.9": ("13.9", "分", "indicator.score", None), "≥240次": ("240", "次", "indicator.target", TARGET),
        "251次": ("251", "次", "indicator.actual", ACTUAL),
        "11": ("11", "分", "indicator.weight", None), "10.8": ("10.8", "分", "indicator.score", None),
        "≥96%": ("96", "%", "indicator.target", TARGET),
        "98.2%": ("98.2", "%", "indicator.actual", ACTUAL), "11.6": ("11.6", "分", "indicator.score", None),
        "45个": ("45", "个", "indicator.actual", ACTUAL),
        "31": ("31", "分", "indicator.weight", None), "29.5": ("29.5", "分", "indicator.score", None),
        "93.4%": ("93.4", "%", "indicator.actual", ACTUAL),
        "9": ("9", "分", "indicator.weight", None), "8.8": ("8.8", "分", "indicator.score", None),
    },
)  # fmt: skip

UNITS_APART = Made(
    "units apart",
    ("附件2", "某区水务站2023年度部门预算项目支出绩效自评表"),
    (
        ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "完成值", "权重", "得分", "未完成原因分析"),
        ("产出指标", "数量指标", "水质检测批次", "≥", "52", "批次", "57", "16", "15.5", ""),
        (UP, "质量指标", "检测达标率", "≥", "97", "%", "99.1", "17", "16.5", ""),
        (UP, "时效指标", "报告出具时间", "≤", "5", "天", "4", "18", "17.5", ""),
        ("效益指标", "社会效益指标", "供水投诉件数", "＜", "23", "件", "19", "26", "25.5", ""),
        ("满意度指标", "服务对象满意度指标", "用水户满意度", "≥", "88", "%", "92.6", "13", "12.5", ""),
    ),
    {
        "52": ("52", "批次", "indicator.target", TARGET), "57": ("57", "批次", "indicator.actual", ACTUAL),
        "16": ("16", "分", "indicator.weight", None),
        "97": ("97", "%", "indicator.target", TARGET), "99.1": ("99.1", "%", "indicator.actual", ACTUAL),
        "16.5": ("16.5", "分", "indicator.score", None),
        "23": ("23", "件", "indicator.target", TARGET), "19": ("19", "件", "indicator.actual", ACTUAL),
        "25.5": ("25.5", "分", "indicator.score", None),
        "88": ("88", "%", "indicator.target", TARGET), "92.6": ("92.6", "%", "indicator.actual", ACTUAL),
        "13": ("13", "分", "indicator.weight", None),
    },
)  # fmt: skip

STANDARDS = Made(
    "standards",
    ("某县残联2021年度部门整体支出绩效评价指标评分表",),
    (
        ("一级指标", "二级指标", "三级指标", "分值", "评分标准", "得分"),
        ("投入", "预算配置", "在职人员控制率", "6", "控制率小于等于100%得满分，每超过1个百分点扣0.5分。", "5.5"),
        (UP, UP, "三公经费变动率", "7", "变动率不大于0得满分，否则不得分。", "6.8"),
        ("过程", "预算执行", "预算调整率", "8", "调整率为0得满分，0至10%得一半分。", "7.3"),
        (UP, "预算管理", "资金使用合规性", "21", "发现一处不合规扣2分，扣完为止。", "20.5"),
        ("产出", "职责履行", "重点工作办结率", "28", "按实际办结率乘以标准分计算。", "27.4"),
    ),
    {
        "6": ("6", "分", "indicator.weight", None), "5.5": ("5.5", "分", "indicator.score", None),
        "6.8": ("6.8", "分", "indicator.score", None),
        "21": ("21", "分", "indicator.weight", None), "20.5": ("20.5", "分", "indicator.score", None),
        "27.4": ("27.4", "分", "indicator.score", None),
    },
)  # fmt: skip

TOTALS = Made(
    "totals",
    ("收入支出决算总表", "公开01表", "部门：某县气象服务中心", "单位：万元"),
    (
        ("收入", LEFT, LEFT, "支出", LEFT, LEFT),
        ("项目", "行次", "金额", "项目", "行次", "金额"),
        ("栏次", "", "1", "栏次", "", "2"),
        ("一、一般公共预算财政拨款收入", "1", "318.42", "一、一般公共服务支出", "31", "241.17"),
        ("二、政府性基金预算财政拨款收入", "2", "26.05", "二、外交支出", "32", "0.10"),
        ("三、上级补助收入", "3", "14.33", "三、国防支出", "33", "0.20"),
        ("四、事业收入", "4", "9.71", "四、公共安全支出", "34", "117.04"),
        ("本年收入合计", "27", "368.51", "本年支出合计", "57", "358.51"),
        ("年初结转和结余", "28", "5.62", "年末结转和结余", "58", "15.62"),
        ("总计", "30", "374.13", "总计", "60", "374.13"),
    ),
    {
        "318.42": ("318.42", "万元", "income.appropriation.general", OUT), "26.05": ("26.05", "万元", "income.appropriation.fund", OUT),
        "9.71": ("9.71", "万元", "income.business", OUT), "368.51": ("368.51", "万元", "income.current", OUT),
        "358.51": ("358.51", "万元", "spend.current", OUT), "374.13": ("374.13", "万元", "spend.total", OUT),
        "5.62": ("5.62", "万元", "carry.opening", OUT), "15.62": ("15.62", "万元", "carry.closing", OUT),
        "241.17": ("241.17", "万元", "spend.function.201", OUT),
    },
    ("注：本表反映部门本年度的总收支和年末结转结余情况。",),
)  # fmt: skip

SPENDING = Made(
    "spending",
    ("支出决算表", "公开03表", "部门：某县气象服务中心", "单位：万元"),
    (
        ("功能分类科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出", "经营支出"),
        ("栏次", "", "1", "2", "3", "4"),
        ("合计", "", "911.86", "602.54", "300.22", "9.10"),
        ("201", "一般公共服务支出", "700.61", "498.39", "194.12", "8.10"),
        ("20103", "政府办公厅（室）及相关机构事务", "700.61", "498.39", "194.12", "8.10"),
        ("2010301", "行政运行", "506.40", "498.40", "1.40", "6.60"),
        ("208", "社会保障和就业支出", "211.25", "104.15", "106.10", "1.00"),
    ),
    {
        "911.86": ("911.86", "万元", "spend.current", OUT), "602.54": ("602.54", "万元", "spend.basic", OUT),
        "300.22": ("300.22", "万元", "spend.project", OUT),
        "106.10": ("106.10", "万元", "spend.project", OUT), "104.15": ("104.15", "万元", "spend.basic", OUT),
        "211.25": ("211.25", "万元", "spend.function.208", OUT),
    },
)  # fmt: skip

CHANGES = Made(
    "changes",
    ("2023年度支出情况表", "单位：万元"),
    (
        ("项目", "上年决算数", "年初预算数", "调整预算数", "决算数", "比上年增减额", "增减率（%）"),
        ("基本支出", "402.11", "411.20", "420.31", "418.05", "15.94", "3.96"),
        ("项目支出", "203.40", "180.00", "231.50", "229.77", "26.37", "12.96"),
        ("合计", "605.51", "591.20", "651.81", "647.82", "42.31", "6.99"),
    ),
    {
        "402.11": ("402.11", "万元", "spend.basic", OUT), "411.20": ("411.20", "万元", "spend.basic", FIRST),
        "420.31": ("420.31", "万元", "spend.basic", YEAR),
        "418.05": ("418.05", "万元", "spend.basic", OUT), "15.94": ("15.94", "万元", "change.amount", OUT),
        "3.96": ("3.96", "%", "change.rate", OUT),
        "229.77": ("229.77", "万元", "spend.project", OUT), "26.37": ("26.37", "万元", "change.amount", OUT),
        "12.96": ("12.96", "%", "change.rate", OUT),
    },
)  # fmt: skip

THREE = Made(
    "three",
    ("财政拨款“三公”经费支出决算表", "公开07表", "部门：某市质量检验所", "金额单位：万元"),
    (
        ("预算数", LEFT, LEFT, LEFT, LEFT, LEFT, "决算数", LEFT, LEFT, LEFT, LEFT, LEFT),
        ("合计", "因公出国（境）费", "公务用车购置及运行维护费", LEFT, LEFT, "公务接待费", "合计", "因公出国（境）费", "公务用车购置及运行维护费", LEFT, LEFT, "公务接待费"),
        (UP, UP, "小计", "公务用车购置费", "公务用车运行维护费", UP, UP, UP, "小计", "公务用车购置费", "公务用车运行维护费", UP),
        ("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"),
        ("48.31", "6.10", "37.01", "18.02", "18.99", "5.20", "41.96", "5.05", "33.30", "17.15", "16.15", "3.61"),
    ),
    {
        "48.31": ("48.31", "万元", "three.total", FIRST), "6.10": ("6.10", "万元", "three.abroad", FIRST),
        "37.01": ("37.01", "万元", "three.vehicle", FIRST),
        "18.02": ("18.02", "万元", "three.vehicle.purchase", FIRST), "18.99": ("18.99", "万元", "three.vehicle.running", FIRST),
        "5.20": ("5.20", "万元", "three.reception", FIRST), "41.96": ("41.96", "万元", "three.total", OUT),
        "5.05": ("5.05", "万元", "three.abroad", OUT),
        "33.30": ("33.30", "万元", "three.vehicle", OUT), "17.15": ("17.15", "万元", "three.vehicle.purchase", OUT),
        "3.61": ("3.61", "万元", "three.reception", OUT),
    },
)  # fmt: skip

CONVERTED = Made(
    "converted",
    ("2021年度部门整体绩效自评表",),
    (
        ("指标名称", "计量单位", "指标性质", "年初指标值", "调整指标值", "全年完成值", "得分系数（%）", "指标权重（分）", "指标得分（分）", "是否核心指标"),
        ("公用经费压减率", "%", "定量指标", "3", "4", "4.5", "100", "12", "11.9", "是"),
        ("制定规章件数", "件", "定量指标", "27", "29", "30", "99", "15", "14.8", "否"),
        ("业务培训期数", "期", "定量指标", "33", "34", "35", "98", "17", "16.7", "否"),
    ),
    {
        "4": ("4", "%", "indicator.target", TARGET), "4.5": ("4.5", "%", "indicator.actual", ACTUAL),
        "100": ("100", "%", "indicator.coefficient", None),
        "12": ("12", "分", "indicator.weight", None), "11.9": ("11.9", "分", "indicator.score", None),
        "29": ("29", "件", "indicator.target", TARGET),
        "30": ("30", "件", "indicator.actual", ACTUAL), "99": ("99", "%", "indicator.coefficient", None),
        "35": ("35", "期", "indicator.actual", ACTUAL),
    },
)  # fmt: skip

YEARS = Made(
    "years by row",
    ("2020年与2019年“三公”经费对比表", "单位：万元"),
    (
        ("年度", "合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行维护费", LEFT, LEFT),
        (UP, UP, UP, UP, "小计", "公务用车购置费", "公务用车运行维护费"),
        ("2019年", "512.5", "31.2", "201.3", "280.0", "98.6", "181.4"),
        ("2020年", "433.8", "0.4", "188.9", "244.5", "71.9", "172.6"),
        ("2020年比2019年增减%", "-15.36", "-98.72", "-6.16", "-12.68", "-27.08", "-4.85"),
    ),
    {
        "512.5": ("512.5", "万元", "three.total", OUT), "201.3": ("201.3", "万元", "three.reception", OUT),
        "244.5": ("244.5", "万元", "three.vehicle", OUT),
        "98.6": ("98.6", "万元", "three.vehicle.purchase", OUT), "172.6": ("172.6", "万元", "three.vehicle.running", OUT),
        "-15.36": ("-15.36", "%", "change.rate", OUT), "-27.08": ("-27.08", "%", "change.rate", OUT),
    },
)  # fmt: skip

FORM = Made(
    "form",
    ("项目支出绩效自评表", "（2023年度）"),
    (
        ("项目名称", "乡镇卫生院设备购置", LEFT, LEFT, LEFT, LEFT, LEFT, LEFT),
        ("主管部门", "某县卫生健康局", LEFT, LEFT, "实施单位", "某镇中心卫生院", LEFT, LEFT),
        ("项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
        (UP, "年度资金总额", "152.60", "149.30", "137.90", "10", "92.36%", "9.24"),
        (UP, "其中：财政拨款", "102.50", "99.20", "90.40", "—", "91.13%", "—"),
        (UP, "其他资金", "50.10", "50.11", "47.50", "—", "94.79%", "—"),
        ("年度总体目标", "预期目标", LEFT, LEFT, "实际完成情况", LEFT, LEFT, LEFT),
        (UP, "购置检查设备，改善就医条件。", LEFT, LEFT, "已购置全部设备并投入使用。", LEFT, LEFT, LEFT),
        ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"),
        ("产出指标", "数量指标", "购置彩超台数", "≥7台", "8台", "21", "20.6", "无"),
        (UP, "质量指标", "设备验收合格率", "≥95%", "99.5%", "29", "28.2", "无"),
        ("效益指标", "社会效益指标", "年检查人次", "≥6400人次", "6571人次", "28", "27.3", "无"),
        ("满意度指标", "服务对象满意度指标", "就诊群众满意度", "≥89%", "91.7%", "12", "11.4", "无"),
        ("总分", LEFT, LEFT, LEFT, LEFT, "100", "96.74", ""),
    ),
    {
        "152.60": ("152.60", "万元", "spend.project", FIRST), "149.30": ("149.30", "万元", "spend.project", YEAR),
        "137.90": ("137.90", "万元", "spend.project", OUT),
        "10": ("10", "分", "indicator.weight", None), "92.36%": ("92.36", "%", "spend.execution_rate", OUT),
        "9.24": ("9.24", "分", "indicator.score", None),
        "102.50": ("102.50", "万元", "income.appropriation", FIRST), "90.40": ("90.40", "万元", "income.appropriation", OUT),
        "47.50": ("47.50", "万元", "income.other_funds", OUT), "94.79%": ("94.79", "%", "spend.execution_rate", OUT),
        "≥7台": ("7", "台", "indicator.target", TARGET), "8台": ("8", "台", "indicator.actual", ACTUAL),
        "21": ("21", "分", "indicator.weight", None),
        "20.6": ("20.6", "分", "indicator.score", None), "99.5%": ("99.5", "%", "indicator.actual", ACTUAL),
        "6571人次": ("6571", "人次", "indicator.actual", ACTUAL),
        "11.4": ("11.4", "分", "indicator.score", None), "96.74": ("96.74", "分", "score.total", None),
        "100": ("100", "分", "indicator.weight", None),
    },
)  # fmt: skip

BOTH_SIDES = Made(
    "both sides",
    ("财政拨款收入支出决算总表", "公开04表", "部门：某县文化馆", "金额单位：元"),
    (
        ("收入", LEFT, "支出", LEFT, LEFT, LEFT),
        ("项目", "决算数", "项目", "合计", "一般公共预算财政拨款", "政府性基金预算财政拨款"),
        ("一、一般公共预算财政拨款", "3,184,200.00", "一、一般公共服务支出", "12,100.00", "11,100.00", "1,000.00"),
        ("二、政府性基金预算财政拨款", "260,500.00", "二、文化旅游体育与传媒支出", "3,072,400.00", "2,913,000.00", "159,400.00"),
        ("三、国有资本经营预算财政拨款", "8,300.00", "三、社会保障和就业支出", "368,500.00", "268,400.00", "100,100.00"),
        ("本年收入合计", "3,453,000.00", "本年支出合计", "3,453,000.00", "3,192,500.00", "260,500.00"),
        ("年初财政拨款结转和结余", "21,000.00", "年末财政拨款结转和结余", "21,000.00", "20,000.00", "1,000.00"),
        ("总计", "3,474,000.00", "总计", "3,474,000.00", "3,212,500.00", "261,500.00"),
    ),
    {
        "3,184,200.00": ("3184200.00", "元", "income.appropriation.general", OUT),
        "260,500.00": ("260500.00", "元", "income.appropriation.fund", OUT),
        "3,072,400.00": ("3072400.00", "元", "spend.function.207", OUT), "368,500.00": ("368500.00", "元", "spend.function.208", OUT),
        "12,100.00": ("12100.00", "元", "spend.function.201", OUT),
        "3,474,000.00": ("3474000.00", "元", "both.appropriation", OUT),
    },
)  # fmt: skip

BASIC = Made(
    "basic",
    ("一般公共预算财政拨款基本支出决算表", "公开06表", "单位：万元"),
    (
        ("人员经费", LEFT, LEFT, "公用经费", LEFT, LEFT),
        ("科目编码", "科目名称", "金额", "科目编码", "科目名称", "金额"),
        ("301", "工资福利支出", "186.43", "302", "商品和服务支出", "31.28"),
        ("30101", "基本工资", "97.21", "30201", "办公费", "13.07"),
        ("30102", "津贴补贴", "89.22", "30211", "差旅费", "18.21"),
        ("人员经费合计", LEFT, "186.43", "公用经费合计", LEFT, "31.28"),
    ),
    {
        "97.21": ("97.21", "万元", "spend.economic.30101", OUT), "13.07": ("13.07", "万元", "spend.economic.30201", OUT),
        "18.21": ("18.21", "万元", "spend.economic.30211", OUT),
        "186.43": ("186.43", "万元", "spend.economic.301", OUT), "31.28": ("31.28", "万元", "spend.economic.302", OUT),
    },
)  # fmt: skip

STAFF = Made(
    "staff",
    ("部门整体支出绩效评价基础数据表",),
    (
        ("财政供养人员情况（人）", "编制数", "2021年实际在职人数", "控制率"),
        (UP, "64", "61", "95.31%"),
        ("经费控制情况（万元）", "2020年决算数", "2021年预算数", "2021年决算数"),
        ("三公经费", "21.30", "19.80", "14.75"),
        ("1、公务用车购置和维护经费", "12.20", "11.60", "9.05"),
        ("2、出国经费", "0.60", "0.50", "0.40"),
        ("3、公务接待", "8.50", "7.70", "5.30"),
        ("公用经费", "144.10", "151.20", "147.36"),
    ),
    {
        "64": ("64", "人", "staff.quota", None), "61": ("61", "人", "staff.actual", None), "21.30": ("21.30", "万元", "three.total", OUT),
        "19.80": ("19.80", "万元", "three.total", FIRST), "14.75": ("14.75", "万元", "three.total", OUT),
        "9.05": ("9.05", "万元", "three.vehicle", OUT),
        "5.30": ("5.30", "万元", "three.reception", OUT),
    },
)  # fmt: skip

ALL = (FUNDS, INDICATORS, UNITS_APART, STANDARDS, TOTALS, SPENDING, CHANGES, THREE, CONVERTED, YEARS, FORM, BOTH_SIDES, BASIC, STAFF)


def own(row: tuple[str, ...]) -> list[str]:
    """A row as rows are written out: a cell that goes on with another is empty."""
    return ["" if cell in (UP, LEFT) else cell for cell in row]


def begun(row: tuple[str, ...]) -> list[str]:
    """The cells that begin in a row."""
    return [cell for cell in row if cell not in (UP, LEFT)]


def _cell_lines(made: Made) -> list[str]:
    return [cell for row in made.rows for cell in begun(row) if cell]


def _cell_lines_apart(made: Made) -> list[str]:
    return [line for cell in _cell_lines(made) for line in (cell, "")]


def _cell_bars(made: Made) -> list[str]:
    return [line for row in made.rows for cell in begun(row) for line in ([cell] if cell else []) + ["|"]]


def _padded_bars(made: Made) -> list[str]:
    width = len(made.rows[0])
    lines: list[str] = []
    for row in made.rows:
        cells = begun(row)
        lines += ["|", *(f"{cell} |" if cell else "|" for cell in cells)]
        if len(cells) < width:
            lines.append("|" * (width - len(cells)))
    return lines


def _tabs(made: Made) -> list[str]:
    return ["\t".join(own(row)) for row in made.rows]


def _pipes(made: Made) -> list[str]:
    return ["| " + " | ".join(own(row)) + " |" for row in made.rows]


def _bare_pipes(made: Made) -> list[str]:
    return [" | ".join(own(row)) for row in made.rows]


def _markdown(made: Made) -> list[str]:
    lines = _pipes(made)
    return [lines[0], "|" + "---|" * len(made.rows[0]), *lines[1:]]


def wide(text: str) -> int:
    """Columns that a text takes on the screen."""
    return sum(2 if character > "\u2e80" or character in "≥≤—“”＜" else 1 for character in text)


def _wide_blanks(made: Made) -> list[str]:
    rows = [own(row) for row in made.rows]
    widths = [max(wide(row[at]) for row in rows) + 3 for at in range(len(rows[0]))]
    return ["".join(cell + " " * (widths[at] - wide(cell)) for at, cell in enumerate(row)).rstrip() for row in rows]


def _single_blanks(made: Made) -> list[str]:
    return [" ".join(cell for cell in begun(row) if cell) for row in made.rows]


SHAPES: dict[str, Callable[[Made], list[str]]] = {
    "cell lines": _cell_lines,
    "cell lines apart": _cell_lines_apart,
    "cell bars": _cell_bars,
    "padded bars": _padded_bars,
    "tabs": _tabs,
    "pipes": _pipes,
    "bare pipes": _bare_pipes,
    "markdown": _markdown,
    "wide blanks": _wide_blanks,
    "single blanks": _single_blanks,
}


def written(made: Made, shape: str) -> str:
    """A text that holds the table in a shape, between two paragraphs."""
    lead = "某单位按照上级部署组织开展了本次自评，现将有关情况公开如下，请予监督。"
    return "\n".join(
        (*made.above[:1], lead, *made.above[1:], *SHAPES[shape](made), *made.below, "以上情况属实，特此说明，欢迎社会各界提出意见和建议。")
    )
