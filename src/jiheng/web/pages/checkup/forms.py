"""Handing reports in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiheng.web.components.forms import Form

_MOST = 200


class ManyFiles(forms.ClearableFileInput):
    """A field that takes several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several uploaded files as a list."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file by the rules of one."""
        given = data if isinstance(data, (list, tuple)) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in given]


class HandInForm(Form):
    """Files, or text pasted; one of the two."""

    files = FilesField(  # type: ignore[assignment]  # a form has an attribute of this name; the field is wanted under it
        label="选择文件（可多选）", required=False, help_text="docx、xlsx、xls、csv、文字版 PDF、html、txt，每个不超过50MB；扫描件暂不能读"
    )
    text = forms.CharField(label="或者粘贴文字", required=False, strip=False, widget=forms.Textarea({"rows": 4}))

    def clean(self) -> dict[str, Any]:
        """Something must be there."""
        data = super().clean() or {}
        if not data.get("files") and not (data.get("text") or "").strip() and not self.errors:
            raise ValidationError("请选择文件，或者粘贴报告的文字")
        if len(data.get("files") or ()) > _MOST:
            raise ValidationError(f"一次最多{_MOST}个文件；请分几次提交")
        return data
