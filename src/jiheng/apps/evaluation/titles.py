"""What a place of a self-evaluation is called, for who reads of it away from its page: the log of changes, a refused save."""

from __future__ import annotations

import re

from jiheng.apps.evaluation.compiling.entries import declared
from jiheng.apps.evaluation.models import SelfEvaluation
from jiheng.apps.lawbooks.selectors import rules_of
from jiheng.apps.targets.models import Indicator
from jiheng.core.casefile.case_fields import CASE
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.rulepack.outline_files import load_outline

_NAMED = re.compile(r"(?P<list>\w+)\[(?P<name>[^\]]*)\]")


def place_title(evaluation: SelfEvaluation, path: str) -> str:
    """A lasting path in the words of the pages; the path itself where the format has no such place (any more)."""
    field = declared(path)
    if field is None:
        return path
    named = [_name(evaluation, found["list"], found["name"]) for found in _NAMED.finditer(path)]
    head = path.partition(".")[0]
    if not named:
        group = CASE.field(head).title if head != path else ""
        return field.title if field.title.startswith(group) else f"{group}：{field.title}"
    return "".join(f"“{name}”" for name in named) + ("" if path.endswith("]") else f"的{field.title}")


def _name(evaluation: SelfEvaluation, list: str, name: str) -> str:
    match list:
        case "indicators":
            row = Indicator.objects.filter(pk=int(name)).only("name").first() if name.isdecimal() else None
            return row.name if row else name
        case "narrative" | "answers":
            pack = rules_of(evaluation.department, evaluation.year).resolved.pack
            known = load_outline(pack.id).walk() if list == "narrative" else pack.scoring.items
            return next((one.title for one in known if one.id == name), name)
        case "counts":
            return next((one.label for one in load_taxonomy() if one.id == name), name)
        case _:
            return name
