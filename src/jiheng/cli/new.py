"""`jiheng new`: writes the skeleton of one thing to add, in the folders where its shelf looks for it."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

from jiheng.cli.new_scoring import method_files, pack_files
from jiheng.cli.parser import Parser
from jiheng.core.errors import JihengError

_KINDS = ("check", "section", "reader", "pack", "method")
_LATER = ("ledger",)
_EXAMPLES = """例（在源码目录中运行）：
  jiheng new check share_above_whole
  jiheng new check share_above_whole --code JH-A-099
  jiheng new section lectures
  jiheng new reader odt
  jiheng new pack moushan/2025
  jiheng new method grace
"""


def declare(verbs: Any) -> None:
    """The arguments of the verb."""
    parser: Parser = verbs.add_parser(
        "new", help="生成检查、报告的节、读取器、规则包、评分方法的骨架", description="在源码目录中生成骨架，以便补写。", epilog=_EXAMPLES
    )
    parser.places.add_argument(
        "kind",
        metavar="KIND",
        choices=(*_KINDS, *_LATER),
        help="check（检查）、section（报告的节）、reader（读取器）、pack（规则包）或 method（评分方法）",
    )
    parser.places.add_argument("name", metavar="NAME", help="英文名，小写字母、数字和下划线；规则包写 地区/年份")
    parser.options.add_argument("--code", metavar="CODE", default="", help="检查的编码；不写则取下一个空号")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the files and say what to fill in."""
    if options.kind in _LATER:
        raise JihengError("JH-U-001", f"本版本尚不能生成 {options.kind}", mend=f"目前可生成：{'、'.join(_KINDS)}")
    if options.kind != "pack" and not re.fullmatch(r"[a-z][a-z0-9_]*", options.name):
        raise JihengError("JH-U-002", f"名称 {options.name} 不合用", mend="请用小写字母开头，只含小写字母、数字和下划线")
    root = Path.cwd()
    if not (root / "src/jiheng/core").is_dir():
        raise JihengError("JH-U-006", "当前目录不是本项目的源码目录", mend="请进入含有 src/jiheng 的目录再运行")
    written = _write(_files(root, options.kind, options.name, options.code))
    for path in written:
        print(f"已生成 {path.relative_to(root).as_posix()}")
    print(f"接着按 docs/recipes/{options.kind}.md 补写")
    return 0


def _files(root: Path, kind: str, name: str, code: str) -> dict[Path, str]:
    match kind:
        case "check":
            return _check(root, name, code)
        case "reader":
            return _reader(root, name)
        case "section":
            return {root / "src/jiheng/core/reporting/sections" / f"{name}.py": _SECTION.format(name=name)}
        case "pack":
            return pack_files(root, name)
    return method_files(root, name)


def _check(root: Path, name: str, code: str) -> dict[Path, str]:
    from jiheng.core.auditing.shelf import CHECKS

    taken = set(CHECKS.all())
    if code and not re.fullmatch(r"JH-[A-Z]-\d{3,4}", code):
        raise JihengError("JH-U-002", f"编码 {code} 不合用", mend="形如 JH-A-012")
    if code in taken:
        raise JihengError("JH-U-002", f"编码 {code} 已有", mend="编码不得重复使用，请换一个，或不写 --code")
    code = code or next(free for number in range(1, 1000) if (free := f"JH-A-{number:03d}") not in taken)
    stem = code.lower().removeprefix("jh-").replace("-", "")
    module = root / "src/jiheng/core/auditing/checks" / f"jh_{stem}_{name}.py"
    cases = root / "tests/checks" / f"{code}.yaml"
    return {module: _CHECK.format(code=code, name=name), cases: _CASES.format(code=code)}


def _reader(root: Path, name: str) -> dict[Path, str]:
    module = root / "src/jiheng/core/reading/formats" / f"{name}.py"
    sample = root / "tests/golden" / name / "README.md"
    return {module: _READER.format(name=name), sample: _SAMPLES.format(name=name)}


def _write(files: dict[Path, str]) -> list[Path]:
    for path in files:
        if path.exists():
            raise JihengError("JH-U-006", f"{path.name} 已经存在", mend="请换一个名称")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(files)


_CHECK = '''"""{code} （这里写检查的名称）。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.auditing.audit_input import AuditInput
from jiheng.core.auditing.finding import Category, Finding, Outcome, Severity
from jiheng.core.auditing.shelf import check


@check(
    code="{code}",
    title="（名称）",
    severity=Severity.WARNING,
    category=Category.ACCURACY,
    sources=("（文件编号）#（条款或位置）",),
)
def {name}(given: AuditInput) -> Iterable[Outcome]:
    """（一句话说明查什么。）

    Law: （条款原文或它在 lawbook/sources 的位置）
    Holds: （何时相符）
    Breaks: （何时不符）
    Unknown: （缺什么就不能判断）
    Mend: （请人怎样改）
    """
    for fact in given.statements.facts:
        if fact.concept == "（概念编号）":
            yield Finding(
                code="{code}",
                severity=Severity.WARNING,
                category=Category.ACCURACY,
                message="（写明什么数字、在哪里、应为多少）",
                mend="（怎样改）",
                evidence=(fact.origin,),
                facts=(fact,),
            )
'''

_SECTION = '''"""（这里写节的名称）。"""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.core.reporting.draft import Part
from jiheng.core.reporting.report_input import ReportInput
from jiheng.core.reporting.shelf import section
from jiheng.core.reporting.wording import Line


@section(id="{name}", title="（名称）")
def {name}(given: ReportInput) -> Iterable[Part]:
    """（What it tells, in one line.）"""
    fact = given.get("（概念编号）")
    if fact:
        yield Line().state(fact, before=f"{{given.year}}年（写明是什么）").say("。").paragraph()
'''

_CASES = """# {code}: each kind at least once; the texts are small reports of our own. docs/recipes/check.md tells the keys.
- name: （相符的例子）
  kind: holds
  text: |
    （报告文字）
  expect: {{none_of: [{code}]}}
- name: （不符的例子）
  kind: breaks
  text: |
    （报告文字）
  expect: {{findings: [{{code: {code}}}]}}
- name: （不能判断的例子）
  kind: unknown
  text: |
    （报告文字）
  expect: {{not_evaluated: [{code}], none_of: [{code}]}}
- name: （看似不符而其实无误的例子）
  kind: near-miss
  text: |
    （报告文字）
  expect: {{none_of: [{code}]}}
"""

_READER = '''"""{name} files → Document."""

from __future__ import annotations

from jiheng.core.documents.composer import Composer
from jiheng.core.documents.document import Document
from jiheng.core.documents.locator import TextPlace
from jiheng.core.reading.refusal import refusal
from jiheng.core.reading.shelf import reader

_HEAD = "（文件开头的字节）".encode()


def _is_{name}(data: bytes) -> bool:
    return data.startswith(_HEAD)


@reader(format="{name}", sniff=_is_{name}, extensions=(".{name}",), mime=("application/x-{name}",))
def read_{name}(data: bytes, name: str) -> Document:
    """{name} → Document: （读什么，顺序如何，什么读不出）。

    Raises: UnreadableFile JH-F-007 when it is damaged.
    """
    try:
        text = data.removeprefix(_HEAD).decode("utf-8")
    except UnicodeDecodeError as trouble:
        raise refusal("JH-F-007", name) from trouble
    composer = Composer(data, name, "{name}")
    for line, words in enumerate(text.splitlines(), 1):
        if words.strip():
            composer.paragraph(words.strip(), TextPlace(line, 1))
    return composer.document()
'''

_SAMPLES = """# {name}

`sources/` holds files of this format in our own words, `truth/` what reading them must give.
"""
