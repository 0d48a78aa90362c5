"""`jiheng package`: one case file becomes a folder of documents, scored, written, laid out and audited."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jiheng.cli.parser import Parser
from jiheng.core.errors import JihengError

if TYPE_CHECKING:
    from jiheng.core.casefile.package import Package
    from jiheng.core.scoring.score import ScoreSheet

_EXAMPLES = """例：
  jiheng package 案卷.yaml --out 成果
  jiheng package 案卷.yaml --out 成果 --pack hunan/2023
  jiheng package 案卷.yaml --out 公开 --audience publication
"""
_MOST_TYPED = 10


def declare(verbs: Any) -> None:
    """The arguments of the verb."""
    parser: Parser = verbs.add_parser(
        "package", help="由案卷生成整套自评材料", description="由案卷评分、写出自评报告和各表、自行核对并留下凭据。", epilog=_EXAMPLES
    )
    parser.add_argument("case", metavar="CASE", help="案卷（YAML，格式见 docs/reference/case.md）")
    parser.options.add_argument("--out", metavar="DIR", required=True, help="写入的文件夹，没有则新建")
    parser.options.add_argument("--pack", metavar="ID", default="", help="规则包的编号；不写则用案卷里写的")
    parser.options.add_argument(
        "--audience",
        metavar="A",
        choices=("colleagues", "publication"),
        default="colleagues",
        help="colleagues（默认）：文件内附数据，供同事续用；publication：只有印出来的内容，供公开",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Make the package and write it; the last lines tell the score and what the program found in its own report."""
    from importlib.metadata import version

    from jiheng.core.casefile.load_case import load_case
    from jiheng.core.casefile.package import make_package
    from jiheng.core.reporting.renderer_shelf import Audience

    path = Path(options.case)
    try:
        data = path.read_bytes()
    except OSError as trouble:
        raise JihengError("JH-F-001", "不能读取案卷", where=options.case, mend=f"请核对路径：{trouble.strerror}") from trouble
    case = load_case(data, path.name)
    progress = _Progress()
    program = f"jiheng {version('jiheng')}"
    package = make_package(case, options.pack, program=program, audience=Audience(options.audience), on_file=progress.show)
    progress.clear()
    folder = _folder(options.out)
    for name, content in package.files.items():
        _write(folder / name, content)
        print(f"{_size(len(content)):>8}  {name}")
    print("\n".join(_closing(package)))
    return 0


def _closing(package: Package) -> list[str]:
    from jiheng.core.auditing.finding import Severity
    from jiheng.core.reporting.draft import Mark
    from jiheng.core.reporting.typefaces import missing_typefaces

    lines = ["", *(_said(sheet) for sheet in package.scored.sheets)]
    for sheet in package.scored.sheets:
        lines += [f"  {sheet.project or '部门'}：{remark.words}" for remark in sheet.remarks]
    counts = [package.count(severity) for severity in (Severity.ERROR, Severity.WARNING, Severity.HINT)]
    lines += missing_typefaces()
    lines.append(f"自行核对：错误{counts[0]}、警告{counts[1]}、提示{counts[2]}（详见 findings.json）")
    if package.left:
        lines += ["案卷不是按这个规则包写的，以下内容没有放进材料：", *(f"  {words}" for words in package.left)]
    if package.typed:
        lines.append(f"文字里有{len(package.typed)}个数在案卷中没有依据，请核对：")
        for one in package.typed[:_MOST_TYPED]:
            word = "与案卷的数不一致" if one.mark is Mark.CONTRADICTS else "案卷中没有"
            lines.append(f"  “{one.text}”{word}：{one.sentence[:60]}")
    return lines


def _said(sheet: ScoreSheet) -> str:
    name = sheet.project or "部门整体"
    if sheet.total is None:
        return f"{name}：尚不能得出总分（已得{sheet.given:f}分，满分{sheet.of:f}分）"
    return f"{name}：{sheet.total:f}分{f'，{sheet.grade}' if sheet.grade else ''}"


def _folder(name: str) -> Path:
    folder = Path(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise JihengError("JH-U-004", f"不能写入 {name}", mend=f"请核对路径和权限：{trouble.strerror}") from trouble
    return folder


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as trouble:
        raise JihengError("JH-U-004", f"不能写入 {path}", mend=f"文件可能正被打开，或没有权限：{trouble.strerror}") from trouble


def _size(count: int) -> str:
    return f"{count / 1024:.0f} KB" if count >= 1024 else f"{count} B"


class _Progress:
    """One line on a terminal that names the file just made; silent elsewhere."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()

    def show(self, name: str) -> None:
        """Write the line anew."""
        if self._shown:
            print(f"\r已生成 {name}\x1b[K", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Wipe the line."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
