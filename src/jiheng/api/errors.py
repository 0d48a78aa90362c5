"""The one shape of everything that is refused: code, what, where, expected, mend; of an edit meanwhile both texts."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, SuspiciousOperation, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError
from ninja.errors import ValidationError as Unreadable

from jiheng.apps.shared.changes import plain
from jiheng.apps.shared.editing import EditedMeanwhile
from jiheng.core.errors import JihengError
from jiheng.core.figures.printed import read_figure

_NOTHING = "没有这一项，或者不在您的权限之内"
_log = logging.getLogger(__name__)
# Pydantic's kinds of errors, and what was expected instead.
_EXPECTED = {
    "missing": "必填",
    "string_type": "文字",
    "int_type": "整数",
    "bool_type": "true 或 false",
    "list_type": "列表",
    "dict_type": "对象",
    "model_attributes_type": "对象",
    "extra_forbidden": "没有这一项",
    "greater_than_equal": "不小于{ge}",
    "less_than_equal": "不大于{le}",
    "string_pattern_mismatch": "符合 {pattern}",
    "string_too_short": "至少{min_length}个字符",
    "string_too_long": "至多{max_length}个字符",
    "too_long": "至多{max_length}项",
    "too_short": "至少{min_length}项",
    "enum": "{expected} 之一",
    "literal_error": "{expected} 之一",
}


class Trouble(Schema):
    """One thing that is wrong: what, where (the field or part of the address), what was expected, how to mend it."""

    code: str
    what: str
    where: str = ""
    expected: str = ""
    mend: str = ""


class BothTexts(Schema):
    """A column that somebody else changed meanwhile: what stands now, and what this request wanted."""

    name: str
    now: str
    yours: str


class Refusal(Schema):
    """Everything that is wrong; `both` and `version` only after an edit meanwhile (409): send again with that version."""

    errors: list[Trouble]
    both: list[BothTexts] = []
    version: int | None = None


class Refused(Exception):
    """A refusal by the door itself: no token, no scope, locked out."""

    def __init__(self, status: int, what: str, mend: str = "", where: str = "") -> None:
        """With its status."""
        self.status, self.trouble = status, Trouble(code=f"JH-H-{status}", what=what, where=where, mend=mend)
        super().__init__(what)


def refuse(status: int, errors: list[Trouble], **more: Any) -> HttpResponse:
    """An answer in the one shape."""
    body = Refusal(errors=errors, **more).model_dump()
    answer = HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type="application/json; charset=utf-8")
    if status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def answer_in_one_shape(api: NinjaAPI) -> None:
    """Turn everything that can be raised behind a route into the one shape."""
    answers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        Refused: lambda _, raised: refuse(raised.status, [raised.trouble]),
        Http404: lambda _, raised: refuse(404, [Trouble(code="JH-H-404", what=str(raised) or _NOTHING)]),
        ObjectDoesNotExist: lambda _, __: refuse(404, [Trouble(code="JH-H-404", what=_NOTHING)]),
        Unreadable: lambda _, raised: refuse(422, [_unread(one) for one in raised.errors]),
        HttpError: _unparsed,
        EditedMeanwhile: _meanwhile,
        ValidationError: lambda _, raised: refuse(422, list(_said(raised))),
        JihengError: lambda _, raised: refuse(422, [Trouble(code=raised.code, what=raised.what, where=raised.where, mend=raised.mend)]),
        SuspiciousOperation: lambda _, __: refuse(400, [Trouble(code="JH-H-400", what="这个请求不完整或太大")]),
        Exception: _broken,
    }
    for kind, answer in answers.items():
        api.add_exception_handler(kind, answer)


def _unparsed(_request: HttpRequest, raised: HttpError) -> HttpResponse:
    inner = raised.__cause__ or raised.__context__
    if isinstance(inner, Refused):  # the parser's own words, which ninja wraps
        return refuse(inner.status, [inner.trouble])
    mend = "请求正文应为 JSON（UTF-8）" if raised.status_code == 400 else ""
    return refuse(raised.status_code, [Trouble(code=f"JH-H-{raised.status_code}", what="请求读不懂", mend=mend)])


def _unread(error: Mapping[str, Any]) -> Trouble:
    place = [str(part) for part in error.get("loc", ())]
    where = ".".join(part for part in place[1:] if part not in ("data", "form")) or ".".join(place)
    kind, context = str(error.get("type", "")), dict(error.get("ctx", {}))
    if kind == "value_error":
        return Trouble(code="JH-H-422", what=str(context.get("error", error.get("msg", ""))), where=where)
    expected = _EXPECTED.get(kind, str(error.get("msg", ""))).format_map({key: str(value) for key, value in context.items()})
    return Trouble(code="JH-H-422", what="这一项不合要求", where=where, expected=expected)


def _said(raised: ValidationError) -> Iterator[Trouble]:
    said = raised.message_dict if hasattr(raised, "error_dict") else {"": raised.messages}
    for where, sentences in said.items():
        for sentence in sentences:
            what, _, mend = sentence.partition("；")
            yield Trouble(code="JH-H-422", what=what, where="" if where == "__all__" else where, mend=mend)


def _meanwhile(request: HttpRequest, raised: EditedMeanwhile) -> HttpResponse:
    current = raised.current
    given: Any = json.loads(request.body) if request.body else {}
    both = []
    for name, yours in given.items():
        if name == "version" or not hasattr(current, name):
            continue
        standing = getattr(current, name)
        now = plain(standing)
        if _words(now) != _words(yours) and not (isinstance(standing, Decimal) and _number(yours) == standing):
            both.append(BothTexts(name=name, now=_words(now), yours=_words(yours)))
    mend = "核对 both 里的两边内容，带上现在的 version 再提交"
    trouble = Trouble(code="JH-H-409", what=f"“{current}”在您编辑时已被别人修改", where="version", expected=str(current.version), mend=mend)
    return refuse(409, [trouble], both=both, version=current.version)


def _number(text: Any) -> Decimal | None:
    """The number that an amount or a measure was sent as."""
    found = read_figure(text) if isinstance(text, str) else None
    return found.value if found else None


def _words(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _broken(request: HttpRequest, raised: Exception) -> HttpResponse:
    _log.error("api %s %s", request.method, request.path, exc_info=raised)
    return refuse(500, [Trouble(code="JH-H-500", what="程序内部出错；已保存的内容没有丢失", mend="可以重试；仍然失败请把服务器日志交给维护人员")])
