"""Words of the budget book: funds, natures, stages, sources of income, kinds of the small books."""

from __future__ import annotations

from django.db import models


class Fund(models.TextChoices):
    """Out of which purse a line is paid."""

    GENERAL = "general", "一般公共预算财政拨款"
    GOVERNMENT_FUND = "fund", "政府性基金预算财政拨款"
    STATE_CAPITAL = "capital", "国有资本经营预算财政拨款"
    SPECIAL_ACCOUNT = "account", "财政专户管理资金"
    OWN = "own", "单位资金"


APPROPRIATED = (Fund.GENERAL, Fund.GOVERNMENT_FUND, Fund.STATE_CAPITAL)


class Origin(models.TextChoices):
    """How a row came into the book; an import changes only what an import brought, never what a person typed."""

    TYPED = "typed", "手工登记"
    IMPORTED = "imported", "文件导入"


class IncomeSource(models.TextChoices):
    """Where income comes from."""

    GENERAL = "general", "一般公共预算财政拨款收入"
    GOVERNMENT_FUND = "fund", "政府性基金预算财政拨款收入"
    STATE_CAPITAL = "capital", "国有资本经营预算财政拨款收入"
    SPECIAL_ACCOUNT = "account", "财政专户管理资金收入"
    SUPERIOR = "superior", "上级补助收入"
    BUSINESS = "business", "事业收入"
    OPERATION = "operation", "经营收入"
    SUBSIDIARY = "subsidiary", "附属单位上缴收入"
    OTHER = "other", "其他收入"


class IncomeStage(models.TextChoices):
    """What an income entry is: planned at the opening, changed in the year, or received."""

    OPENING = "opening", "年初预算"
    ADJUSTMENT = "adjustment", "预算调整"
    RECEIVED = "received", "到账"


class BalanceKind(models.TextChoices):
    """Whose carried-over money."""

    APPROPRIATION_BASIC = "appropriation_basic", "财政拨款基本支出结转"
    APPROPRIATION_PROJECT = "appropriation_project", "财政拨款项目支出结转和结余"
    APPROPRIATION = "appropriation", "财政拨款结转和结余（未分基本和项目）"
    OTHER = "other", "非财政拨款结转和结余"


APPROPRIATED_KINDS = (BalanceKind.APPROPRIATION_BASIC, BalanceKind.APPROPRIATION_PROJECT, BalanceKind.APPROPRIATION)


class PostKind(models.TextChoices):
    """Posts and people."""

    ADMINISTRATIVE = "administrative", "行政"
    INSTITUTION = "institution", "事业"
    WORKER = "worker", "工勤"
    RETIRED = "retired", "退休人员"
    OTHER = "other", "编外及其他人员"


WITH_POSTS = (PostKind.ADMINISTRATIVE, PostKind.INSTITUTION, PostKind.WORKER)


class CountKind(models.TextChoices):
    """What of 三公 is counted, not paid."""

    ABROAD_GROUPS = "abroad_groups", "因公出国（境）团组数"
    ABROAD_PEOPLE = "abroad_people", "因公出国（境）人次"
    VEHICLES_BOUGHT = "vehicles_bought", "公务用车购置数"
    VEHICLES_KEPT = "vehicles_kept", "公务用车保有量"
    RECEPTION_BATCHES = "reception_batches", "国内公务接待批次"
    RECEPTION_PEOPLE = "reception_people", "国内公务接待人次"


class PurchaseKind(models.TextChoices):
    """What is bought."""

    GOODS = "goods", "货物"
    WORKS = "works", "工程"
    SERVICES = "services", "服务"


class PurchaseWay(models.TextChoices):
    """How it is bought (政府采购法 and 框架协议采购方式管理暂行办法)."""

    OPEN = "open", "公开招标"
    INVITED = "invited", "邀请招标"
    NEGOTIATED = "negotiated", "竞争性谈判"
    CONSULTED = "consulted", "竞争性磋商"
    INQUIRY = "inquiry", "询价"
    SINGLE = "single", "单一来源"
    FRAMEWORK = "framework", "框架协议"
    DIRECT = "direct", "集中采购目录内直接订购"


class SupplierSize(models.TextChoices):
    """How large the supplier is."""

    LARGE = "large", "大型企业或其他"
    MEDIUM = "medium", "中型企业"
    SMALL = "small", "小微企业"


class AssetKind(models.TextChoices):
    """Classes of assets; those of fixed assets come first."""

    HOUSES = "houses", "房屋和构筑物"
    VEHICLES = "vehicles", "公务用车"
    EQUIPMENT = "equipment", "设备"
    FURNITURE = "furniture", "家具和用具"
    BOOKS = "books", "图书和档案"
    RELICS = "relics", "文物和陈列品"
    CONSTRUCTION = "construction", "在建工程"
    INTANGIBLE = "intangible", "无形资产"
    CURRENT = "current", "流动资产"


FIXED = (AssetKind.HOUSES, AssetKind.VEHICLES, AssetKind.EQUIPMENT, AssetKind.FURNITURE, AssetKind.BOOKS, AssetKind.RELICS)
