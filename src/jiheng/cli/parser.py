"""argparse in Chinese: headings, usage and errors; and the arguments that several verbs share."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from jiheng.core.errors import JihengError

_ERRORS = (
    (re.compile(r"the following arguments are required: (.+)"), r"缺少参数：\1"),
    (re.compile(r"unrecognized arguments: (.+)"), r"不认识的参数：\1"),
    (re.compile(r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)"), r"\1 不能是 \2，可选：\3"),
    (re.compile(r"argument (.+?): expected (?:one|at least one) arguments?"), r"\1 后面缺少内容"),
    (re.compile(r"argument (.+?): invalid int value: (.+)"), r"\1 应为整数，不能是 \2"),
    (re.compile(r"argument (.+?): not allowed with argument (.+)"), r"\1 与 \2 不能同用"),
    (re.compile(r"ambiguous option: (.+?) could match (.+)"), r"参数 \1 不明确，可能是 \2"),
    (re.compile(r"argument (.+?): (.+)"), r"\1：\2"),
)


class _Layout(argparse.RawDescriptionHelpFormatter):
    """Help with a fixed width, so that it reads the same on a screen and in docs/reference."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=26, width=110)
        # argparse forgets the indent of verbs when it measures them, and would break the longest one's line.
        self._action_max_length = 13

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        """The usage line, headed in Chinese."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese and raises JihengError JH-U-002 instead of leaving the program."""

    def __init__(self, **settings: Any) -> None:
        """As argparse, with `places` and `options` as the two groups of arguments."""
        super().__init__(formatter_class=_Layout, add_help=False, allow_abbrev=False, **settings)
        self.places = self.add_argument_group("参数")
        self.options = self.add_argument_group("选项")
        self.options.add_argument("-h", "--help", action="help", help="显示本说明")
        self.options.add_argument("--debug", action="store_true", help="出错时显示技术细节")

    def error(self, message: str) -> NoReturn:
        """One Chinese line for what cannot be used. Raises: JihengError JH-U-002."""
        for pattern, words in _ERRORS:
            if pattern.fullmatch(message):
                message = pattern.sub(words, message)
                break
        raise JihengError("JH-U-002", message, mend=f"用法见 {self.prog} --help")


def format_of(*ready: str, later: tuple[str, ...] = ()) -> Callable[[str], str]:
    """The type of --format: what is ready now, and what a later version brings (refused in plain words)."""

    def choose(word: str) -> str:
        if word in ready:
            return word
        if word in later:
            raise argparse.ArgumentTypeError(f"本版本尚不能输出 {word}，可选：{'、'.join(ready)}")
        raise argparse.ArgumentTypeError(f"没有 {word} 这种格式，可选：{'、'.join(ready)}")

    return choose


def whole_number(low: int, high: int) -> Callable[[str], int]:
    """The type of a number option with its bounds."""

    def read(word: str) -> int:
        if not (word.isascii() and word.isdigit() and low <= int(word) <= high):
            raise argparse.ArgumentTypeError(f"应为 {low}—{high} 的整数，不能是 {word}")
        return int(word)

    return read


def add_paths(parser: Parser) -> None:
    """PATH…: files, folders, or - for standard input."""
    parser.places.add_argument("paths", metavar="PATH", nargs="+", help="文件、文件夹（读其中每份可读的文件），或 - （标准输入）")


def add_year(parser: Parser) -> None:
    """--year: the year that the report is about, where it does not say so or says it wrongly."""
    parser.options.add_argument("--year", metavar="Y", type=whole_number(1990, 2100), help="报告年度；不写则按报告自己写明的年度")
