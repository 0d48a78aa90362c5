"""What a case file may hold: the one declaration from which it is read, checked, posted as facts and documented."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from jiheng.core.facts.context import Basis

SCHEMA = "jiheng.case/1"


class Kind(Enum):
    """What a field holds."""

    TEXT = "文字"
    TEXTS = "文字，或多条文字"
    WORD = "所列之一"
    YEAR = "年份"
    DATE = "日期"
    NUMBER = "数"
    FIGURE = "数，可带单位"
    VALUE = "数或文字"
    GROUP = "一组字段"
    LIST = "多项，每项一组字段"
    AMOUNTS = "各口径的金额"
    MONTHS = "各月末的累计金额"
    ANY = "以名称为键的一组"


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One field: its key, Chinese name and kind.

    `unit` is what a bare number means; `concept` and `basis` make it a fact. `fields` are those inside a group, or of each entry of a list or
    of each named entry (ANY). `columns` are the bases that an AMOUNTS field may state.
    """

    key: str
    title: str
    kind: Kind = Kind.TEXT
    required: bool = False
    note: str = ""
    words: tuple[str, ...] = ()
    unit: str = ""
    concept: str = ""
    basis: Basis | None = None
    fields: tuple[Field, ...] = ()
    columns: tuple[str, ...] = ()

    def field(self, key: str) -> Field:
        """The field of a key inside this one."""
        return next(field for field in self.fields if field.key == key)


@dataclass(frozen=True, slots=True)
class Column:
    """One basis of an amount: its key, title, basis, and how many years back it lies."""

    key: str
    title: str
    basis: Basis
    back: int = 0


COLUMNS = {
    column.key: column
    for column in (
        Column("opening", "年初预算", Basis.OPENING),
        Column("budget", "全年预算", Basis.BUDGET),
        Column("outturn", "全年执行", Basis.OUTTURN),
        Column("last_opening", "上年年初预算", Basis.OPENING, 1),
        Column("last_year", "上年决算", Basis.OUTTURN, 1),
    )
}
_ALL = tuple(COLUMNS)


def _money(key: str, title: str, concept: str, note: str = "") -> Field:
    return Field(key, title, Kind.AMOUNTS, unit="万元", concept=concept, columns=_ALL, note=note)


def _people(key: str, title: str, concept: str) -> Field:
    return Field(key, title, Kind.FIGURE, unit="人", concept=concept)


def _stock(key: str, title: str, concept: str, basis: Basis | None = None) -> Field:
    return Field(key, title, Kind.FIGURE, unit="万元", concept=concept, basis=basis)


_INDICATOR = (
    Field("level", "一、二、三级指标", Kind.TEXTS, required=True, note="三个名称，如 [产出指标, 数量指标, 专题调研]"),
    Field("relation", "指标性质", Kind.WORD, words=("≥", "≤", "＝", "＞", "＜", "定性", ""), note="定性指标写 定性"),
    Field("target", "年度指标值", Kind.VALUE, required=True, note="本行不设指标时写 /"),
    Field("unit", "度量单位"),
    Field("actual", "实际完成值", Kind.VALUE),
    Field("weight", "分值", Kind.NUMBER, note="不写则按规则包的分组权重平均"),
    Field("reason", "偏差原因分析及改进措施"),
    Field("over_reason", "大幅超额完成的原因"),
    Field("evidence", "佐证材料", Kind.TEXTS),
    Field("method", "计分方法", note="规则包所列方法的编号；不写则由规则包选定"),
    Field("grading", "定性指标的完成程度", note="规则包所列的档次名称，或0至1之间的比例"),
    Field("core", "是否核心指标", Kind.WORD, words=("是", "否"), note="表上有这一栏的地方填写，不影响计分；不写为否"),
    Field(
        "adjusted", "年中调整指标值", Kind.GROUP, note="按调整后的指标值计分；target 仍写年初批复的",
        fields=(
            Field("target", "调整后的指标值", Kind.VALUE, required=True),
            Field("approval", "批准文件", required=True),
        ),
    ),
    Field(
        "cancelled", "年中取消", Kind.GROUP,
        fields=(Field("approval", "批准文件", required=True), Field("reason", "取消原因", required=True)),
    ),
)  # fmt: skip
_ADJUSTMENT = (
    Field("amount", "调整额", Kind.FIGURE, required=True, unit="万元", note="调减写负数"),
    Field("reason", "调整原因", required=True),
    Field("of", "调整的支出", Kind.WORD, words=("total", "basic", "personnel", "public", "project"), note="不写为支出总额"),
    Field("approval", "批准文件"),
    Field("exempt", "不计入预算调整率", Kind.WORD, words=("是", "否"), note="政策变化、不可抗力、上级或党委政府临时交办的写 是"),
)
_PROJECT = (
    Field("name", "项目名称", required=True),
    Field("code", "项目编码"),
    Field("kind", "项目类别", Kind.WORD, words=("business", "operation", "special"), note="business 业务工作、operation 运行维护、special 专项资金；不写为业务工作"),
    Field("department", "主管部门"),
    Field("agency", "实施单位"),
    Field("funds", "项目资金", Kind.AMOUNTS, required=True, unit="万元", concept="spend.project", columns=_ALL),
    Field(
        "sources", "其中：按资金来源", Kind.GROUP,
        fields=(
            Field("general", "当年财政拨款", Kind.AMOUNTS, unit="万元", concept="income.appropriation", columns=_ALL),
            Field("carried", "上年结转资金", Kind.AMOUNTS, unit="万元", concept="carry.opening", columns=_ALL),
            Field("special_account", "财政专户管理资金", Kind.AMOUNTS, unit="万元", concept="income.appropriation.special_account", columns=_ALL),
            Field("own", "单位资金", Kind.AMOUNTS, unit="万元", concept="income.nonappropriation", columns=_ALL),
            Field("other", "其他资金", Kind.AMOUNTS, unit="万元", concept="income.other_funds", columns=_ALL),
        ),
    ),
    Field("adjustments", "年中调整", Kind.LIST, fields=tuple(field for field in _ADJUSTMENT if field.key != "of")),
    Field("low_execution_reason", "执行率偏低的原因"),
    Field("target", "年度总体目标"),
    Field("achieved", "总体目标实际完成情况"),
    Field("content", "实施内容及过程"),
    Field("use", "资金用途与作用", Kind.TEXTS),
    Field("indicators", "绩效指标", Kind.LIST, fields=_INDICATOR),
    Field("policy", "缺项指标的分值处理办法", note="规则包所列办法的编号"),
    Field("conclusion", "评价结论"),
    Field("problems", "存在问题", Kind.TEXTS),
    Field("measures", "改进措施", Kind.TEXTS),
    Field("leader", "项目负责人"),
    Field("finance_leader", "财务负责人"),
)  # fmt: skip

CASE = Field(
    "", "案卷", Kind.GROUP,
    fields=(
        Field("schema", "格式", Kind.WORD, required=True, words=(SCHEMA,)),
        Field("year", "年度", Kind.YEAR, required=True),
        Field("pack", "规则包", required=True, note="如 hunan/2023；jiheng packs 列出全部"),
        Field("policy", "缺项指标的分值处理办法", note="规则包所列办法的编号；不写则用规则包已核实的办法，没有就列出各办法请您选"),
        Field(
            "unit", "单位", Kind.GROUP, required=True,
            fields=(
                Field("full_name", "全称", required=True),
                Field("name", "简称", required=True, note="正文里的自称，如 县政协办公室"),
                Field("code", "预算编码"),
                Field("level", "预算级次", Kind.WORD, words=("省级", "市级", "县级", "区级"), note="不写为县级"),
                Field("functions", "主要职能", Kind.TEXTS),
                Field("organisation", "机构设置", Kind.TEXTS),
                Field("tasks", "年度主要任务", Kind.TEXTS),
            ),
        ),
        Field(
            "people", "人员", Kind.GROUP,
            fields=(
                _people("quota", "编制数", "staff.quota"),
                _people("quota_administrative", "行政编制", "staff.quota.administrative"),
                _people("quota_institution", "事业编制", "staff.quota.institution"),
                _people("quota_worker", "工勤编制", "staff.quota.worker"),
                _people("actual", "年末在职人数", "staff.actual"),
                _people("actual_administrative", "在职行政人员", "staff.actual.administrative"),
                _people("actual_institution", "在职事业人员", "staff.actual.institution"),
                _people("actual_worker", "在职工勤人员", "staff.actual.worker"),
                _people("retired", "退休人员", "staff.retired"),
                _people("other", "其他人员", "staff.other"),
                _people("members", "委员人数", "members.total"),
            ),
        ),
        Field(
            "income", "收入", Kind.GROUP, note="各来源相加应等于收入合计",
            fields=(
                _money("total", "收入合计", "income.total"),
                _money("general", "一般公共预算财政拨款", "income.appropriation.general"),
                _money("fund", "政府性基金预算财政拨款", "income.appropriation.fund"),
                _money("state_capital", "国有资本经营预算财政拨款", "income.appropriation.capital"),
                _money("special_account", "纳入专户管理的非税收入", "income.appropriation.special_account"),
                _money("carried", "上年结转资金", "carry.opening"),
                _money("other", "其他资金", "income.other_funds"),
            ),
        ),
        Field(
            "spend", "支出", Kind.GROUP, required=True, note="基本支出＋项目支出＝支出总额；人员经费＋公用经费＝基本支出",
            fields=(
                replace(_money("total", "支出总额", "spend.total"), required=True),
                _money("basic", "基本支出", "spend.basic"),
                _money("personnel", "人员经费", "spend.basic.personnel"),
                _money("public", "公用经费", "spend.basic.public"),
                _money("project", "项目支出", "spend.project"),
            ),
        ),
        Field("projects_difference", "项目合计与项目支出不等的原因", note="各项目相加与项目支出不等时必填"),
        Field(
            "by_fund", "按预算类别的支出", Kind.GROUP, note="没有支出的不写，报告中写“无。”",
            fields=(
                _money("general", "一般公共预算支出", "spend.appropriation.general"),
                _money("fund", "政府性基金预算支出", "spend.appropriation.fund"),
                _money("state_capital", "国有资本经营预算支出", "spend.appropriation.capital"),
                _money("insurance", "社会保险基金预算支出", "spend.insurance_fund"),
            ),
        ),
        Field(
            "detail", "公用经费其中", Kind.GROUP,
            fields=(
                _money("office", "办公经费", "spend.economic.30201"),
                _money("water_power_travel", "水费、电费、差旅费", "spend.water_power_travel"),
                _money("meeting_training", "会议费、培训费", "spend.meeting_training"),
            ),
        ),
        Field(
            "subjects", "支出经济分类科目", Kind.ANY, note="键是科目编码，如 30201（办公费）；金额是公用经费和项目支出里该科目的合计",
            fields=(Field("", "金额", Kind.AMOUNTS, unit="万元", columns=_ALL),),
        ),
        Field(
            "three", "三公经费", Kind.GROUP, note="出国、用车、接待相加应等于三公经费合计",
            fields=(
                _money("total", "三公经费", "three.total"),
                _money("vehicle", "公务用车购置及运行维护费", "three.vehicle"),
                _money("vehicle_purchase", "公务用车购置费", "three.vehicle.purchase"),
                _money("vehicle_running", "公务用车运行维护费", "three.vehicle.running"),
                _money("abroad", "因公出国（境）费", "three.abroad"),
                _money("reception", "公务接待费", "three.reception"),
            ),
        ),
        Field("procurement", "政府采购", Kind.AMOUNTS, unit="万元", concept="procurement.total", columns=_ALL),
        Field("adjustments", "年中预算调整", Kind.LIST, fields=_ADJUSTMENT, note="一笔只写一处：项目的调整写在该项目下"),
        Field(
            "carry", "结转结余", Kind.GROUP,
            fields=(
                _stock("opening", "上年结转", "carry.opening", Basis.OUTTURN),
                _stock("closing", "年末结转和结余", "carry.closing", Basis.OUTTURN),
                _stock("returned", "财政收回或注销的结余", "carry.returned", Basis.OUTTURN),
                _stock("last_closing", "上年末结转和结余", "carry.closing", Basis.OUTTURN),
            ),
        ),
        Field("months", "各月末累计支出", Kind.MONTHS, unit="万元", concept="spend.total", note="键是月份1至12，值是年初至该月末的累计数"),
        Field(
            "assets", "资产", Kind.GROUP,
            fields=(
                _stock("total", "资产总额", "assets.total"),
                _stock("fixed_original", "固定资产原值", "assets.fixed.original"),
                _stock("fixed_net", "固定资产净值", "assets.fixed.net"),
                _stock("fixed_in_use", "实际在用固定资产总额", "assets.fixed.in_use"),
            ),
        ),
        Field(
            "buildings", "当年完工的楼堂馆所", Kind.LIST,
            fields=(
                Field("name", "名称", required=True),
                Field("approved_area", "批复规模", Kind.NUMBER, unit="平方米"),
                Field("actual_area", "实际规模", Kind.NUMBER, unit="平方米"),
                Field("approved_cost", "预算投资", Kind.NUMBER, unit="万元"),
                Field("actual_cost", "实际投资", Kind.NUMBER, unit="万元"),
            ),
        ),
        Field("thrift", "厉行节约保障措施", Kind.TEXTS),
        Field("target", "年度总体目标"),
        Field("achieved", "总体目标实际完成情况"),
        Field(
            "tasks", "年度主要任务", Kind.LIST,
            fields=(Field("name", "任务名称", required=True), Field("content", "主要内容", required=True)),
        ),
        Field("indicators", "部门整体绩效指标", Kind.LIST, fields=_INDICATOR),
        Field("projects", "项目", Kind.LIST, fields=_PROJECT),
        Field(
            "answers", "管理类指标的自评", Kind.ANY, note="键是规则包里指标的编号",
            fields=(
                Field("value", "完成程度", Kind.VALUE, required=True, note="0至1之间的比例，或规则包所列的档次名称，或 是、否"),
                Field("note", "说明"),
                Field("evidence", "佐证材料", Kind.TEXTS),
            ),
        ),
        Field(
            "goal_review", "绩效目标审核", Kind.ANY, note="键是规则包里审核内容的编号；没有审核的不写",
            fields=(Field("points", "得分", Kind.NUMBER, required=True, note="不超过该项分值"), Field("note", "审核意见")),
        ),
        Field(
            "counts", "工作数量", Kind.ANY, note="键是概念编号（jiheng concepts 列出），如 proposals.filed",
            fields=(
                Field("value", "数", Kind.FIGURE, required=True, note="带单位，如 39件"),
                Field("last_year", "上年数", Kind.FIGURE),
                Field("target", "目标数", Kind.FIGURE),
            ),
        ),
        Field("narrative", "各节文字", Kind.ANY, note="键是报告提纲里的节的编号；值是一段或几段文字", fields=(Field("", "文字", Kind.TEXTS),)),
        Field("problems", "存在的问题及原因", Kind.TEXTS),
        Field("measures", "下一步改进措施", Kind.TEXTS),
        Field("use_of_results", "自评结果拟应用和公开情况", Kind.TEXTS),
        Field("other_matters", "其他需要说明的情况", Kind.TEXTS),
        Field(
            "survey", "满意度调查", Kind.GROUP,
            fields=(Field("way", "调查方式"), Field("sample", "样本数", Kind.FIGURE, unit="份"), Field("returned", "回收数", Kind.FIGURE, unit="份")),
        ),
        Field(
            "sign", "署名", Kind.GROUP,
            fields=(
                Field("by", "署名单位", note="不写为全称"),
                Field("date", "成文日期", Kind.DATE),
                Field("filled_by", "填表人"),
                Field("filled_on", "填报日期", Kind.DATE),
                Field("phone", "联系电话"),
                Field("leader", "单位负责人"),
            ),
        ),
    ),
)  # fmt: skip
