"""The accounts of an invented department for one year, exact in fen: every identity of final accounts holds by construction."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal

COUNTIES = ("青禾县", "临溪县", "云屏区", "石渡县", "白沙区", "长坪县", "桐江区", "安澜县", "东岭区", "松柏县", "丰泽县", "金沙口区")
OFFICES = (
    "水利局",
    "文化和旅游局",
    "统计局",
    "司法局",
    "应急管理局",
    "农业农村局",
    "民政局",
    "政协办公室",
    "档案馆",
    "市场监督管理局",
    "科学技术协会",
    "妇女联合会",
)
SURNAMES = ("周", "沈", "梁", "许", "彭", "邓")
PROJECTS = (
    "信息化运行维护", "业务培训", "专题调研", "宣传工作", "执法办案", "档案整理", "普法宣传", "监测点建设", "设备更新", "基层站点补助", "专家评审", "年度统计调查",
    "提案办理", "委员视察", "文史资料编印", "防汛物资储备", "志愿服务", "考核评比",
)  # fmt: skip
FUNCTIONS = (("一般公共服务支出", "201"), ("社会保障和就业支出", "208"), ("卫生健康支出", "210"), ("住房保障支出", "221"))
WAGES = (("基本工资", "30101"), ("津贴补贴", "30102"), ("奖金", "30103"), ("机关事业单位基本养老保险缴费", "30108"), ("住房公积金", "30113"))
GOODS = (
    ("办公费", "30201"),
    ("印刷费", "30202"),
    ("水费", "30205"),
    ("电费", "30206"),
    ("差旅费", "30211"),
    ("工会经费", "30228"),
    ("其他交通费用", "30239"),
)


@dataclass(frozen=True)
class Project:
    """One project: opening budget, adjustment (+/-) and outturn, in fen."""

    name: str
    opening: int
    adjusted: int
    spent: int


@dataclass(frozen=True)
class Books:
    """One department's year. Amounts in fen; `before` amounts are last year's."""

    county: str
    office: str
    year: int
    posts: int
    posts_admin: int
    staff: int
    retired: int
    wages: tuple[int, ...]
    family: int
    goods: tuple[int, ...]
    projects: tuple[Project, ...]
    other_income: int
    fund: int
    carry_in: int
    before_income: int
    before_spend: int
    before_three: tuple[int, int, int, int]
    three: tuple[int, int, int, int]  # abroad, cars bought, cars run, reception
    three_budget: tuple[int, int, int, int]
    functions: tuple[int, ...]
    basic_opening: int
    basic_adjusted: int
    goods_bought: tuple[int, int, int]
    small_firms: int
    micro_firms: int
    guests: tuple[int, int]
    cars: tuple[int, int]
    handed: int
    merged: int
    filed: int
    before_adopted: int
    adopted: int

    @property
    def unit(self) -> str:
        """The department's full name."""
        return self.county + self.office

    @property
    def personnel(self) -> int:
        """人员经费: wages and what is paid to persons and families."""
        return sum(self.wages) + self.family

    @property
    def public(self) -> int:
        """公用经费."""
        return sum(self.goods)

    @property
    def basic(self) -> int:
        """基本支出."""
        return self.personnel + self.public

    @property
    def project(self) -> int:
        """项目支出."""
        return sum(one.spent for one in self.projects)

    @property
    def project_opening(self) -> int:
        """Opening budget of the projects."""
        return sum(one.opening for one in self.projects)

    @property
    def project_adjusted(self) -> int:
        """Adjusted budget of the projects."""
        return sum(one.adjusted for one in self.projects)

    @property
    def spend(self) -> int:
        """本年支出."""
        return self.basic + self.project

    @property
    def opening(self) -> int:
        """年初预算 of all spending."""
        return self.basic_opening + self.project_opening

    @property
    def adjusted(self) -> int:
        """全年预算 of all spending."""
        return self.basic_adjusted + self.project_adjusted

    @property
    def carry_out(self) -> int:
        """年末结转和结余."""
        return self.income + self.carry_in - self.spend

    @property
    def income(self) -> int:
        """本年收入."""
        return self.appropriation + self.fund + self.other_income

    @property
    def appropriation(self) -> int:
        """一般公共预算财政拨款收入."""
        return self.spend + self.handed - self.fund - self.other_income

    @property
    def total(self) -> int:
        """收入总计 = 支出总计."""
        return self.income + self.carry_in

    @property
    def three_total(self) -> int:
        """三公经费."""
        return sum(self.three)

    @property
    def bought(self) -> int:
        """政府采购支出总额."""
        return sum(self.goods_bought)


def share(part: int, whole: int) -> Decimal:
    """A fraction of one."""
    return Decimal(part) / Decimal(whole)


def invent(noise: random.Random) -> Books:
    """A department's year out of a seeded generator."""

    def fen(low: int, high: int) -> int:
        """An amount between two amounts of 元, to the fen."""
        return noise.randrange(low * 100, high * 100)

    scale = noise.choice((1, 1, 2, 4))
    wages = tuple(
        fen(low * scale, high * scale)
        for low, high in ((1_200_000, 2_600_000), (600_000, 1_400_000), (300_000, 900_000), (250_000, 500_000), (200_000, 450_000))
    )
    goods = tuple(
        fen(low, high)
        for low, high in (
            (60_000, 180_000),
            (8_000, 40_000),
            (3_000, 15_000),
            (20_000, 60_000),
            (30_000, 120_000),
            (20_000, 80_000),
            (90_000, 260_000),
        )
    )
    names = noise.sample(PROJECTS, noise.randint(3, 5))
    projects = []
    for name in names:
        opening = noise.randrange(8, 90) * 1_000_000 + noise.choice((0, 0, 500_000))
        adjusted = opening + noise.choice((-1, 1)) * fen(1_000, max(2_000, opening // 1000))
        projects.append(Project(name, opening, adjusted, adjusted - noise.choice((0, 0, fen(200, 5_000)))))
    family = fen(80_000, 300_000)
    basic = sum(wages) + family + sum(goods)
    spend = basic + sum(one.spent for one in projects)
    social = int(spend * Decimal(noise.randrange(80, 130)) / 1000)
    health = int(spend * Decimal(noise.randrange(30, 60)) / 1000)
    home = int(spend * Decimal(noise.randrange(40, 80)) / 1000)
    abroad = noise.choice((0, 0, 0, fen(10_000, 60_000)))
    bought_car = noise.choice((0, 0, 0, fen(120_000, 180_000)))
    run, guests = fen(20_000, 90_000), fen(3_000, 40_000)
    three = (abroad, bought_car, run, guests)
    budget = tuple(((one + fen(500, 9_000)) // 100_000 + 1) * 100_000 if one else 0 for one in three)
    before = tuple((fen(9_000, 95_000) if one else 0) for one in three)
    posts = noise.randint(18, 60)
    filed = noise.randint(60, 180)
    cost = (fen(50_000, 400_000), 0 if noise.random() < 0.5 else fen(100_000, 900_000), fen(80_000, 600_000))
    small = int(sum(cost) * Decimal(noise.randrange(400, 900)) / 1000)
    carry_in = noise.choice((0, fen(3_000, 200_000)))
    basic_adjusted = basic + noise.choice((0, 0, fen(500, 9_000)))
    handed = sum(one.adjusted - one.spent for one in projects) + basic_adjusted - basic - carry_in  # so that 结转 = 预算 - 执行
    return Books(
        county=noise.choice(COUNTIES), office=noise.choice(OFFICES), year=noise.randint(2019, 2024),
        posts=posts, posts_admin=posts - noise.randint(4, 9), staff=posts - noise.randint(0, 3), retired=noise.randint(6, 30),
        wages=wages, family=family, goods=goods, projects=tuple(projects),
        other_income=noise.choice((0, 0, fen(5_000, 120_000))), fund=0, carry_in=carry_in,
        before_income=int(spend * Decimal(noise.randrange(860, 1130)) / 1000), before_spend=int(spend * Decimal(noise.randrange(870, 1120)) / 1000),
        before_three=before, three=three, three_budget=budget,
        functions=(spend - social - health - home, social, health, home),
        basic_opening=int(basic * Decimal(noise.randrange(940, 1010)) / 1000) // 100 * 100, basic_adjusted=basic_adjusted,
        goods_bought=cost, small_firms=small, micro_firms=int(small * Decimal(noise.randrange(300, 900)) / 1000),
        guests=(noise.randint(8, 60), noise.randint(80, 600)), cars=(noise.randint(1, 3), noise.randint(0, 1)),
        handed=handed, merged=noise.randint(4, 20), filed=filed, before_adopted=noise.randint(10, 40), adopted=noise.randint(12, 60),
    )  # fmt: skip
