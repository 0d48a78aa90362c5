"""Template tags of self-evaluations: a field with what stands there, its origin, and the marks that a save needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from jiheng.web.pages.evaluation.page import way_to_origin

if TYPE_CHECKING:
    from jiheng.apps.evaluation.selectors.fields import FieldRow

register = template.Library()


@register.inclusion_tag("evaluation/field.html", takes_context=True)
def case_field(context: dict[str, Any], row: FieldRow, form: str = "row", label: str = "") -> dict[str, Any]:
    """An input for a field, or the figure of the books with the way to it; `form` "cell" leaves out the label above."""
    refused = context.get("refused") or {}
    typed = context.get("typed") or {}
    return {
        "row": row,
        "cell": form == "cell",
        "label": label or row.title,
        "may_write": context.get("may_write"),
        "origin": way_to_origin(context["place"], row.origin),
        "text": typed[row.path].text if row.path in typed else row.text,
        "why": typed[row.path].why if row.path in typed else (row.entry.why if row.entry else ""),
        "refused": refused.get(row.path, ""),
        "area": context.get("area"),
        "opinions": (context.get("opinions") or {}).get(row.path, ()),
        "place": context["place"],
    }
