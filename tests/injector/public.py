"""Public wording: documents put together from sentence frames that public documents use, each frame naming its source.

Only the short official pattern round the figures is taken (“…，占x%；”, “较上年决算减少…，下降…”); names and figures are
invented. A source is the id of the labelled document (tests/labelled) in which the pattern was met.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.injector import frames_accounts as acc
from tests.injector import frames_evaluation as ev
from tests.injector.desk import Desk

Frame = Callable[[Desk], None]
FAMILIES = ("final-accounts", "whole-evaluation", "three-public", "project-evaluation", "budget")

# Each topic is told once, by one of its frames.
ACCOUNTS: tuple[tuple[str, Sequence[Frame]], ...] = (
    ("机构设置及人员情况", (acc.staff_urumqi, ev.staff_nanxian, ev.staff_xundian)),
    ("收入支出决算总体情况说明", (acc.total_fengdu, acc.total_urumqi)),
    ("收入决算情况说明", (acc.income_fengdu, acc.income_tianshui, acc.income_suining)),
    ("支出决算情况说明", (acc.spend_fengdu, acc.spend_tianshui)),
    ("一般公共预算财政拨款基本支出决算情况说明", (acc.basic_daying, acc.basic_lusong)),
    ("“三公”经费支出决算情况说明", (acc.three_daying, acc.three_jintang)),
    ("政府采购支出情况说明", (acc.procurement_shandong,)),
)
THREE: tuple[tuple[str, Sequence[Frame]], ...] = (
    ("“三公”经费决算总体情况", (acc.three_qujiang,)),
    ("“三公”经费具体情况", (acc.three_jintang,)),
)
WHOLE: tuple[tuple[str, Sequence[Frame]], ...] = (
    ("部门基本情况", (ev.staff_baoshan, ev.staff_nanxian, ev.staff_xundian, ev.staff_housing)),
    ("一般公共预算支出情况", (acc.basic_lusong, ev.spend_nansha)),
    ("项目支出情况", (ev.projects_lusong, ev.projects_honghe, ev.batches_lincheng)),
    ("绩效情况", (ev.duties_changning, ev.duties_ebian)),
    ("预算执行情况", (ev.form_chongqing, ev.balance_yueyang)),
)
PROJECT: tuple[tuple[str, Sequence[Frame]], ...] = (
    ("项目基本情况", (ev.aid_baoshan, ev.batches_lincheng)),
    ("项目资金情况", (ev.fund_pengshui, ev.balance_yueyang)),
    ("项目支出绩效自评表", (ev.form_bayannur, ev.form_chengan)),
)
BUDGET: tuple[tuple[str, Sequence[Frame]], ...] = (
    ("部门收支预算总体情况", (acc.budget_yuyao,)),
    ("基本支出预算情况", (acc.budget_wuzhou_danwei, acc.budget_wuzhou_shiye)),
)
PLANS = {"final-accounts": ACCOUNTS, "whole-evaluation": WHOLE, "three-public": THREE, "project-evaluation": PROJECT, "budget": BUDGET}
TITLES = {
    "final-accounts": "{unit}{year}年度部门决算公开说明", "whole-evaluation": "{unit}{year}年度部门整体支出绩效自评报告", "three-public": "{unit}{year}年“三公”经费支出说明",
    "project-evaluation": "{unit}{year}年度项目支出绩效自评报告", "budget": "{unit}{year}年部门预算公开说明",
}  # fmt: skip


def write(desk: Desk, family: str) -> None:
    """A document of one frame per topic, the topics numbered as headings."""
    p = desk.paper
    p.title(TITLES[family].format(unit=desk.books.unit, year=desk.year))
    if family == "final-accounts" and desk.noise.random() < 0.5:
        acc.table_nanzhang(desk)
    for title, frames in PLANS[family]:
        p.head(1, f"{desk.item('h', desk.heading)}{title}")
        frame = desk.noise.choice(frames)
        frame(desk)
        p.sources.append(str(frame.__doc__).partition(":")[0])
