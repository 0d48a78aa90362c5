"""Evidence of a row as a part of its page: the list, the form to bring a file, the way to take one off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from jiheng.web.components.forms import Form

READABLE = ".pdf,.png,.jpg,.jpeg,.doc,.docx,.xls,.xlsx,.txt,.csv"


class EvidenceForm(Form):
    """A file with what it is; `sampled` asks for the size of a survey's sample too."""

    file = forms.FileField(
        label="文件", help_text="pdf、图片、Word、Excel 或文本，每个不超过50MB", widget=forms.FileInput(attrs={"accept": READABLE})
    )
    title = forms.CharField(label="材料名称", max_length=200, required=False, help_text="不填就用文件名")
    dated = forms.DateField(label="材料日期", required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    sample = forms.IntegerField(label="样本量", required=False, min_value=1, help_text="问卷、抽查的有效份数；不是抽样的不填")

    def __init__(self, *args: Any, sampled: bool = True, **kwargs: Any) -> None:
        """Without `sampled` the field of the sample is left out."""
        super().__init__(*args, **{"prefix": "evidence", **kwargs})
        if not sampled:
            del self.fields["sample"]


def evidence_saved(request: HttpRequest, form: EvidenceForm, attach: Callable[..., Any], remove: Callable[..., None]) -> bool:
    """Do what was posted: take a piece off (`remove` with its number), or attach the form's file; whether it was done.

    What is refused stands at the form's fields, or for a removal above the page.
    """
    number = request.POST.get("remove", "")
    if number.isascii() and number.isdecimal() and len(number) < 19:
        try:
            remove(number=int(number), why=request.POST.get("why", ""))
        except ValidationError as refused:
            messages.error(request, "；".join(refused.messages))
        else:
            messages.success(request, "已移除，文件仍留存，可在变更记录里查到")
        return True
    if not form.is_valid():
        return False
    given = dict(form.cleaned_data)
    file = given.pop("file")
    try:
        row = attach(name=file.name, data=file.read(), **given)
    except ValidationError as refused:
        form.refuse(refused if hasattr(refused, "error_dict") else ValidationError({"file": refused.messages}))
        return False
    messages.success(request, f"已上传“{row.title}”")
    return True
