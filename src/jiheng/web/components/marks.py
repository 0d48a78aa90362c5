"""Template tags for the frame: built assets, light of a state, bars without inline styles."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString

from jiheng.core.errors import JihengError
from jiheng.core.rulepack.resolve import resolve

register = template.Library()
BUILT = Path(__file__).resolve().parents[1] / "assets" / "built"


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    path = BUILT / "names.json"
    if not path.exists():
        raise JihengError("JH-S-005", "页面的样式和脚本还没有生成", where=str(path), mend="在项目目录运行 make run，或 make assets")
    names: dict[str, str] = json.loads(path.read_text("utf-8"))
    return names


@register.simple_tag
def asset(name: str) -> str:
    """The address of a built file by its plain name ("app.css"); built names carry a hash of the content."""
    names = _names()
    if settings.DEBUG:
        _names.cache_clear()
    return static(names[name])


@register.inclusion_tag("components/bar.html")
def bar(ratio: Decimal | None, label: str, state: str = "", limit: Decimal | None = None) -> dict[str, Any]:
    """A horizontal bar of a ratio 0…1 as SVG with its words; `limit` draws a line where it should stand."""
    share = min(max(Decimal(ratio or 0), Decimal(0)), Decimal(1)) * 100
    mark = None if limit is None else f"{min(max(Decimal(limit), Decimal(0)), Decimal(1)) * 100:.2f}"
    return {"width": f"{share:.2f}", "label": label, "state": state, "mark": mark}


@register.simple_tag
def chart(id: str, option: dict[str, Any], label: str) -> SafeString:
    """A place where our script draws an ECharts option; the page shows the same figures as a table beside it."""
    return format_html(
        '<div class="chart" id="{}" role="img" aria-label="{}" data-chart="{}-option"></div>{}', id, label, id, json_script(option, f"{id}-option")
    )


@register.filter
def pack_title(id: str) -> str:
    """The title of a rule pack; its id where it is no longer there."""
    try:
        return resolve(id).pack.title or id
    except JihengError:
        return id


@register.filter
def get(mapping: dict[Any, Any], key: Any) -> Any:
    """A value of a mapping by a key that stands in a variable."""
    return mapping.get(key)
