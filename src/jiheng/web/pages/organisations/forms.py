"""Forms of organisations and users."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiheng.apps.accounts.choices import OrganisationKind, Role
from jiheng.apps.accounts.regions import EDITION, Region, region_name, search_regions
from jiheng.apps.accounts.selectors import user_called
from jiheng.web.components.forms import Form

_BELOW = (OrganisationKind.UNIT, OrganisationKind.SECTION)
_TYPED = re.compile(r"(\d{6})\s+(\S+)")
MOST = 12


class OrganisationForm(Form):
    """Columns of an organisation; one below another is a unit or a 委室, and a 委室 takes its parent's region."""

    kind = forms.ChoiceField(label="类别")
    name = forms.CharField(label="全称", max_length=120)
    short_name = forms.CharField(label="简称", max_length=40, help_text="表格和菜单里用")
    code = forms.CharField(label="预算编码", max_length=20, required=False)
    region = forms.CharField(
        label="行政区划",
        required=False,
        max_length=80,
        help_text=f"输入名称或代码的一部分查找，选中后保存；目录是GB/T 2260的{EDITION}年版，其后新设或改名的区划，直接写“六位代码 名称”",
        widget=forms.TextInput({"autocomplete": "off", "hx-get": "", "hx-trigger": "input changed delay:300ms", "hx-target": "#regions"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, parent_kind: str = "", **kwargs: Any) -> None:
        """`parent_kind` is the kind of what it stands below, "" for a root."""
        super().__init__(*args, **kwargs)
        kinds = _BELOW if parent_kind else [kind for kind in OrganisationKind if kind not in _BELOW]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        self.chosen = str(self.data.get("region_code", self.initial.get("region_code", "")))

    def found_regions(self) -> tuple[Region, ...]:
        """What to choose from: the chosen one first, then what the typed words find."""
        words = self["region"].value() or ""
        others = search_regions(words, MOST) if words else ()
        kept = (Region(self.chosen, self.initial.get("region_name") or region_name(self.chosen)),) if self.chosen else ()
        return kept + tuple(region for region in others if region.code != self.chosen)

    def clean(self) -> dict[str, Any]:
        """One region, chosen or typed or the only one that the words find."""
        data = super().clean() or {}
        data.pop("version_", None)
        if data.get("kind") == OrganisationKind.SECTION:
            return data
        typed = _TYPED.fullmatch((data.get("region") or "").strip())
        found = search_regions(data.get("region") or "", 2) if data.get("region") else ()
        if typed:
            data["region_code"], data["region_name"] = typed[1], region_name(typed[1]) or typed[2]
        elif self.chosen and (name := self._name_of(self.chosen)):
            data["region_code"], data["region_name"] = self.chosen, name
        elif len(found) == 1:
            data["region_code"], data["region_name"] = found[0].code, found[0].name
        else:
            self.add_error("region", "请选定一个行政区划；可从查到的各项中选，或写“六位代码 名称”")
        return data

    def _name_of(self, code: str) -> str:
        kept: str = self.initial.get("region_name", "") if code == self.initial.get("region_code") else ""
        return kept or region_name(code)

    def columns(self) -> dict[str, Any]:
        """What is saved."""
        names = ("name", "short_name", "code", "region_code", "region_name")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class UserForm(Form):
    """A person who signs in."""

    username = forms.RegexField(
        label="用户名",
        regex=r"^[A-Za-z0-9._-]+$",
        max_length=40,
        error_messages={"invalid": "用户名只用字母、数字、点、横线"},
        help_text="登录时输入，不分大小写",
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    name = forms.CharField(label="姓名", max_length=80)
    phone = forms.CharField(label="联系电话", max_length=40, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class NewUserForm(UserForm):
    """A new person with their first role."""

    role = forms.ChoiceField(label="角色", choices=[("", "以后再授予"), *Role.choices], required=False)


class GrantForm(Form):
    """A role for somebody who is there already."""

    user = forms.CharField(label="用户名或姓名", max_length=80, widget=forms.TextInput({"autocomplete": "off"}))
    role = forms.ChoiceField(label="角色", choices=Role.choices)

    def clean_user(self) -> Any:
        """The one user of that name."""
        found = user_called(self.cleaned_data["user"])
        if found is None:
            raise ValidationError("没有这个用户，或者有同名的几位；请填用户名，新人请先“新增用户”")
        return found
