"""Last year's report brought."""

from __future__ import annotations

from django import forms

from jiheng.web.components.forms import Form


class ReportForm(Form):
    """The file of last year's report."""

    file = forms.FileField(label="上年的自评报告", help_text="docx、文字版 PDF、html 或 txt，不超过50MB")
