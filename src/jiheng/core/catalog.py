"""A shelf filled by walking a folder of plug-ins, checked for duplicates, then closed."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Generic, TypeVar

from jiheng.core.errors import JihengError

Item = TypeVar("Item")


class Catalog(Generic[Item]):
    """Items by code; each plug-in module puts its own on the shelf when it is imported.

    Raises: JihengError JH-P-001 for a duplicate code.
    """

    def __init__(self, title: str, folder: str) -> None:
        """`title` names the shelf in messages; `folder` is the package whose modules fill it."""
        self._title = title
        self._folder = folder
        self._items: dict[str, Item] = {}
        self._filled = False

    def put(self, code: str, item: Item) -> None:
        """Place one item; a code is used once."""
        if code in self._items:
            raise JihengError("JH-P-001", f"{self._title}编码重复：{code}", mend="编码不得重复使用，请换一个")
        self._items = dict(sorted((*self._items.items(), (code, item))))

    def _fill(self) -> None:
        if self._filled:
            return
        self._filled = True
        package = importlib.import_module(self._folder)
        for module in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
            importlib.import_module(f"{self._folder}.{module}")

    def all(self) -> Mapping[str, Item]:
        """Every item by code, in the order of codes."""
        self._fill()
        return MappingProxyType(self._items)

    def __iter__(self) -> Iterator[Item]:
        """Items in the order of their codes."""
        return iter(self.all().values())
