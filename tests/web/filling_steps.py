"""Steps of a clerk in the browser, from a file of the budget to a self-evaluation that is whole."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

YEAR = 2025
PROJECT = "数字化加工"
LINES = f"""功能分类编码,经济分类编码,项目名称,资金性质,年初预算,备注
2010201,30101,,,100.5,
2010201,30201,,,20.004,
2010204,30227,{PROJECT},,30,
"""
PAID = f"""记账日期,凭证编号,用途,功能分类,经济分类,预算项目,付款金额,审批,经办
2025-11-05,记-1,工资,2010201,30101,,1005000,王五,李四
2025-11-06,记-2,办公用品,2010201,30201,,200040,王五,李四
2025-11-07,记-3,扫描服务,2010204,30227,{PROJECT},280000,王五,李四
"""
PROJECT_ROWS = (
    ("产出指标", "数量指标", "扫描档案", "≥", "1200", "卷", "20"),
    ("产出指标", "质量指标", "扫描合格率", "≥", "98", "%", "20"),
    ("成本指标", "经济成本指标", "扫描单价", "≤", "0.6", "元", "20"),
    ("效益指标", "社会效益指标", "网上查档占比", "≥", "60", "%", "20"),
    ("满意度指标", "服务对象满意度指标", "网上查档人满意度", "≥", "95", "%", "10"),
)


def at(office: Any, page: str, /, **more: Any) -> str:
    """The address of a page of the self-evaluation."""
    return reverse(f"evaluation:{page}", kwargs={"department": office.department.pk, "year": YEAR, **more})


def quiet(page: Any) -> None:
    """Wait until the page has asked all it wants: the tests' database in memory takes one question at a time."""
    page.wait_for_timeout(400)
    page.locator(".htmx-request").first.wait_for(state="detached")


def filled(page: Any, label: str, text: str) -> None:
    """Type, and leave the field, which saves it."""
    field = page.get_by_label(label, exact=True)
    field.fill(text)
    field.blur()
    quiet(page)


def saved(one: Any) -> None:
    """Save the whole page."""
    one.page.get_by_role("button", name="保存", exact=True).click()
    one.page.locator(".alert-success").wait_for()
    one.look()


def imported(one: Any, office: Any, kind: str, unit: str, text: str) -> None:
    """A file into the book: chosen, its report read, written."""
    page = one.page
    one.go(reverse("budget:import", kwargs={"department": office.department.pk, "year": YEAR}))
    page.get_by_label("导入什么").select_option(kind)
    page.get_by_label("金额单位").select_option(unit)
    page.locator("input[type=file]").set_input_files({"name": f"{kind}.csv", "mimeType": "text/csv", "buffer": text.encode()})
    page.get_by_role("button", name="核对").click()
    page.get_by_role("button", name="写入账册").wait_for()
    one.look()
    page.get_by_role("button", name="写入账册").click()
    page.locator(".alert-success").wait_for()
    one.look()


def opened(one: Any, office: Any) -> None:
    """Begin the year, and go where the page leads."""
    one.go(at(office, "index"))
    one.page.get_by_role("button", name="建立自评").click()
    one.page.get_by_text("已建立").wait_for()
    one.look()
    one.page.get_by_role("link", name="去填写").click()
    one.page.get_by_role("heading", name="部门整体绩效指标").wait_for()
    one.look()


def asked(one: Any, section: Any, office: Any, indicator: str, answer: str) -> None:
    """One actual comes from the 委室 that is responsible for it: asked, given, taken over."""
    title, here = f"“{indicator}”的实际完成值", reverse("requests:list", kwargs={"department": office.department.pk, "year": YEAR})
    page = one.page
    one.go(here)
    page.get_by_role("link", name="向委室征集").first.click()
    one.look()
    page.get_by_label(f"征集{title}", exact=True).check()
    page.get_by_label(f"{title}的责任委室", exact=True).select_option(label=office.sections[0].short_name)
    page.get_by_role("button", name="发出征集").click()
    page.get_by_text("已向1个委室征集1项").wait_for()
    one.look()
    section.go(here)
    section.page.get_by_role("link", name=title).click()
    section.look()
    section.page.get_by_label("填报内容").fill(answer)
    section.page.get_by_role("button", name="填报").click()
    section.page.get_by_text("已填报，填报人会看到").wait_for()
    section.look()
    one.go(here)
    page.get_by_role("link", name=title).click()
    one.look()
    page.get_by_role("button", name="采用").click()
    page.get_by_text("已采用").first.wait_for()
    one.look()


def actuals(one: Any, office: Any) -> None:
    """What a row would get is told while one types; leaving the field saves it."""
    page = one.page
    one.go(at(office, "area", area="indicators"))
    first = page.get_by_label("“整理档案”实际完成值", exact=True)
    first.fill("600")
    page.get_by_text("保存后得10分").wait_for()
    quiet(page)
    filled(page, "“整理档案”实际完成值", "1200")
    page.get_by_text("已保存").first.wait_for()
    for name, actual in (("数字化加工单价", "0.6"), ("查档人满意度", "95")):
        filled(page, f"“{name}”实际完成值", actual)
    saved(one)


def redistributed(one: Any) -> None:
    """The group of benefits is missing: what each way would bring is shown, one is chosen, and what was given away is told."""
    page = one.page
    page.get_by_role("link", name="去选定").click()
    page.get_by_role("heading", name="得分与缺项处理").wait_for()
    one.look()
    assert "还没有选定处理办法，得分不能合计" in page.locator("main").inner_text()
    page.get_by_label("并入产出").first.check()
    page.get_by_role("button", name="按所选办法分配").click()
    page.get_by_text("已按所选办法重新分配分值").wait_for()
    one.look()
    said = page.locator("main").inner_text()
    assert "缺项：效益指标" in said
    assert "已按“" in said


def project_filled(one: Any, office: Any) -> None:
    """The project's own form."""
    one.go(at(office, "area", area="project-1"))
    for _, _, name, _, target, _, _ in PROJECT_ROWS:
        filled(one.page, f"“{name}”实际完成值", target)
    filled(one.page, "评价结论", "按期完成，效果较好。")
    saved(one)


def narrated(one: Any, office: Any) -> None:
    """Every number of one's own words is held against the data while one types."""
    page = one.page
    one.go(at(office, "area", area="words"))
    problems = page.get_by_label("存在的问题及原因", exact=True)
    problems.fill("2025年基本支出130.50万元，走访777户。")
    page.locator(".mark-contradicts").wait_for()
    page.locator(".mark-unbound").wait_for()
    quiet(page)
    one.look()
    problems.fill("2025年基本支出120.50万元，进度前松后紧。")
    page.locator("a.mark-bound").wait_for()
    quiet(page)
    filled(page, "下一步改进措施", "年初排出用款计划。")
    saved(one)


def looked_over(one: Any, office: Any) -> None:
    """The live findings beside an area, all of them on their page; then nothing is missing any more."""
    page = one.page
    filled(page, "存在的问题及原因", "2025年基本支出120.50万元，比上年的100.00万元增长3.4%。")
    page.reload()
    finding = page.locator("#live a", has_text="3.4%").first
    finding.wait_for()
    one.look()
    one.go(at(office, "findings"))
    assert "3.4%" in page.locator("main").inner_text()
    one.go(at(office, "area", area="words"))
    filled(page, "存在的问题及原因", "2025年基本支出120.50万元，进度前松后紧。")
    one.go(at(office, "area", area="sign"))
    page.get_by_label("成文日期", exact=True).fill("2026-03-20")
    saved(one)
    for area in ("unit", "money", "counts"):
        one.go(at(office, "area", area=area))
    one.go(at(office, "index"))
    assert "各部分都已填好" in page.locator("main").inner_text()


def traced(one: Any, office: Any) -> None:
    """Two clicks from a figure on the paper to its entries."""
    page = one.page
    one.go(at(office, "preview"))
    page.frame_locator("iframe.paper").locator("a.n", has_text="148.50").first.click()
    page.wait_for_url("**/facts/*/")
    one.look()
    page.get_by_role("link", name="查看所依据的").click()
    one.look()


def packed(one: Any, office: Any) -> None:
    """The package is made, and a change of the case afterwards is told."""
    page = one.page
    one.go(at(office, "package"))
    page.get_by_role("button", name="生成材料包").click()
    page.get_by_role("link", name="自评报告.docx").wait_for()
    one.look()
    assert "与现在的数据一致" in page.locator("main").inner_text()
