"""Users: the list, one of them, first passwords, roles."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from jiheng.apps.accounts import services
from jiheng.apps.accounts.choices import Role
from jiheng.apps.accounts.selectors import organisation, post, user_with_roles, users_by
from jiheng.apps.shared.editing import EditedMeanwhile
from jiheng.web.pages.organisations import views
from jiheng.web.pages.organisations.forms import GrantForm, NewUserForm, UserForm
from jiheng.web.place import for_administrators


@for_administrators
def users(request: HttpRequest) -> HttpResponse:
    """Every user with their roles."""
    given = {"q": request.GET.get("q", "").strip(), "role": request.GET.get("role", ""), "state": request.GET.get("state", "")}
    rows = users_by(words=given["q"], role=given["role"], state=given["state"])
    page = Paginator(rows, views.PAGE).get_page(request.GET.get("page"))
    return render(request, "organisations/users.html", {"page": page, "roles": Role.choices, "query": views.query_of(given), **given})


@for_administrators
def add(request: HttpRequest) -> HttpResponse:
    """A new user, with a first role in `?department=` when that is given; the first password is shown once, here."""
    asked = request.POST.get("department") or request.GET.get("department") or ""
    home = organisation(int(asked)) if asked.isdecimal() else None
    form = NewUserForm(request.POST or None)
    if home is None:
        del form.fields["role"]
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made, first = services.add_user(actor=request.user, username=data["username"], name=data["name"], phone=data["phone"])  # type: ignore[arg-type]
        except ValidationError as wrong:
            views.complain(form, wrong)
        else:
            if home and data.get("role"):
                services.grant(actor=request.user, user=made, department=home, role=Role(data["role"]))  # type: ignore[arg-type]
            return _password(request, made, first)
    return render(request, "organisations/add_user.html", {"form": form, "home": home})


@for_administrators
def user(request: HttpRequest, number: int) -> HttpResponse:
    """One user: name and telephone, roles, password, whether they may sign in."""
    row = user_with_roles(number)
    form = UserForm(request.POST or None, initial={"username": row.username, "name": row.name, "phone": row.phone, "version": row.version})
    form.fields["username"].disabled = True
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.edit_user(actor=request.user, number=number, version=data["version"] or 0, name=data["name"], phone=data["phone"])  # type: ignore[arg-type]
        except EditedMeanwhile as meanwhile:
            form.add_error(None, meanwhile.messages[0])
            form.show_meanwhile(meanwhile.current)
        except ValidationError as wrong:
            views.complain(form, wrong)
        else:
            messages.success(request, "已保存")
            return redirect("organisations:user", number)
    return render(request, "organisations/user.html", {"row": row, "form": form})


@require_POST
@for_administrators
def reset(request: HttpRequest, number: int) -> HttpResponse:
    """A new first password, shown once."""
    row = user_with_roles(number)
    return _password(request, row, services.reset_password(actor=request.user, user=row))  # type: ignore[arg-type]


@require_POST
@for_administrators
def set_active(request: HttpRequest, number: int) -> HttpResponse:
    """Let a user sign in, or no longer."""
    row = user_with_roles(number)
    try:
        services.set_active(actor=request.user, user=row, is_active=not row.is_active)  # type: ignore[arg-type]
        messages.success(request, f"{row.name}已{'可以登录' if row.is_active else '停用，不能再登录'}")
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect("organisations:user", number)


@require_POST
@for_administrators
def grant(request: HttpRequest, number: int) -> HttpResponse:
    """Give somebody a role in an organisation."""
    form = GrantForm(request.POST)
    if not form.is_valid():
        answer: HttpResponse = views.organisation(request, number, grant_form=form)
        return answer
    home, who = organisation(number), form.cleaned_data["user"]
    services.grant(actor=request.user, user=who, department=home, role=Role(form.cleaned_data["role"]))  # type: ignore[arg-type]
    messages.success(request, f"已授予{who.name}“{Role(form.cleaned_data['role']).label}”")
    return redirect("organisations:organisation", number)


@require_POST
@for_administrators
def revoke(request: HttpRequest, number: int) -> HttpResponse:
    """Take a role away."""
    held = post(number)
    try:
        services.revoke(actor=request.user, membership=held, reason=request.POST.get("reason", "").strip())  # type: ignore[arg-type]
        messages.success(request, f"已收回{held.user.name}的“{held.get_role_display()}”")
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return redirect("organisations:organisation", held.department_id)


def _password(request: HttpRequest, row: Any, first: str) -> HttpResponse:
    """The one page that shows it; no browser keeps a copy."""
    answer = render(request, "organisations/password.html", {"row": row, "first": first})
    answer["Cache-Control"] = "no-store"
    return answer
