"""Forms of signing in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from jiheng.web.components.forms import Form


class SignInForm(Form):
    """User name and password."""

    username = forms.CharField(label="用户名", max_length=40, widget=forms.TextInput({"autocomplete": "username", "autofocus": True}))
    password = forms.CharField(label="密码", strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"}))

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Keep the request, which the count of failed attempts needs."""
        self.request = request
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The user, or one message that does not tell which of the two was wrong."""
        data = super().clean() or {}
        if data.get("username") and data.get("password"):
            self.user = authenticate(self.request, username=data["username"].strip().lower(), password=data["password"])
            if self.user is None:
                raise ValidationError("用户名或密码不对。多次输错会暂时锁定；忘记密码请找本单位的系统管理员重置。")
        return data


class PasswordForm(Form):
    """A new password, twice."""

    old = forms.CharField(label="现在的密码", strip=False, widget=forms.PasswordInput({"autocomplete": "current-password"}))
    new = forms.CharField(label="新密码", strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"}))
    again = forms.CharField(label="再输入一次新密码", strip=False, widget=forms.PasswordInput({"autocomplete": "new-password"}))

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        """Keep whose password it is."""
        self.user = user
        super().__init__(*args, **kwargs)
        self.fields["new"].help_text = "".join(password_validators_help_texts()).replace("你", "您")

    def clean_old(self) -> str:
        """The present password must be right."""
        old: str = self.cleaned_data["old"]
        if not self.user.check_password(old):
            raise ValidationError("现在的密码不对")
        return old

    def clean_new(self) -> str:
        """Strong enough, and another one."""
        new: str = self.cleaned_data["new"]
        validate_password(new, self.user)
        if self.user.check_password(new):
            raise ValidationError("新密码与现在的相同，请换一个")
        return new

    def clean(self) -> dict[str, Any]:
        """Both times the same."""
        data = super().clean() or {}
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", "两次输入的新密码不同")
        return data
