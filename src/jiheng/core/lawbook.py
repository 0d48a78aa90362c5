"""The door to the data of `lawbook/`: YAML files of the package, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from jiheng.core.errors import LawbookError

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load_yaml(name: str) -> Any:
    """The parsed content of one file of the lawbook, by its path inside it ("units.yaml", "concepts/spend.yaml").

    Raises: LawbookError JH-P-002 with file and line when it cannot be parsed.
    """
    try:
        return yaml.load(text_of(name), Loader=_LOADER)  # noqa: S506  either loader is the safe one
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"lawbook/{name}" + (f" 第{mark.line + 1}行" if mark else "")
        raise LawbookError("JH-P-002", "数据文件不是有效的 YAML", where=where, mend="检查缩进、冒号与引号") from error


def list_yaml(folder: str) -> tuple[str, ...]:
    """Paths of the YAML files of one folder of the lawbook, sorted."""
    root = (files("jiheng") / "lawbook").joinpath(folder)
    return tuple(sorted(f"{folder}/{entry.name}" for entry in root.iterdir() if entry.name.endswith(".yaml")))


def list_folders(folder: str) -> tuple[str, ...]:
    """Paths of the folders in one folder of the lawbook, sorted."""
    root = (files("jiheng") / "lawbook").joinpath(folder)
    return tuple(sorted(f"{folder}/{entry.name}" for entry in root.iterdir() if entry.is_dir()))


def text_of(name: str) -> str:
    """The text of one file of the lawbook."""
    return (files("jiheng") / "lawbook").joinpath(name).read_text("utf-8")
