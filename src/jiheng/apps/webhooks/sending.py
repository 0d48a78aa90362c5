"""One request to a registered address: no redirects, a deadline, and only to hosts that may be reached."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError

DEADLINE = 10  # seconds for the whole of a try
_QUIET = 5  # seconds without a byte
_PORTS = {"http": 80, "https": 443}


class Unsent(Exception):
    """A try that did not reach the receiver; says why."""


def readable(address: str) -> SplitResult:
    """The parts of an address that may be registered.

    Raises: ValidationError.
    """
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        raise ValidationError({"address": f"“{address}”不是网址；请写成 https://主机/路径"}) from None
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValidationError({"address": f"“{address}”不能推送；只支持 http:// 和 https:// 开头的网址"})
    if parts.username or parts.password or port == 0:
        raise ValidationError({"address": "地址里不能带用户名、密码；请由对方核对签名来确认来源"})
    return parts


def post(address: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Send, and return the status that the receiver answered with.

    Raises: Unsent.
    """
    try:
        parts = readable(address)
    except ValidationError as wrong:
        raise Unsent(wrong.messages[0]) from wrong
    host, port = str(parts.hostname), parts.port or _PORTS[parts.scheme]
    place = _resolved(host, port)
    made: http.client.HTTPConnection
    if parts.scheme == "https":
        made = http.client.HTTPSConnection(host, port, timeout=_QUIET, context=ssl.create_default_context())
    else:
        made = http.client.HTTPConnection(host, port, timeout=_QUIET)
    # The name was looked up once and judged; what is connected to is that very place, whatever the name says a moment later.
    made._create_connection = lambda *_: socket.create_connection(place, _QUIET)  # type: ignore[attr-defined]
    watch = threading.Timer(DEADLINE, _cut, (made,))
    watch.start()
    try:
        path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        made.request("POST", path, body, dict(headers))
        return made.getresponse().status
    except (OSError, http.client.HTTPException, ValueError) as trouble:
        raise Unsent(f"{type(trouble).__name__}：{trouble}"[:200]) from trouble
    finally:
        watch.cancel()
        made.close()


def _resolved(host: str, port: int) -> tuple[str, int]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as trouble:
        raise Unsent(f"找不到主机 {host}") from trouble
    for _, _, _, _, place in found:
        if not _may_be_reached(str(place[0])):
            raise Unsent(f"{host} 指向内网或本机地址 {place[0]}；确需推送到内网，请管理员设置 JIHENG_WEBHOOKS_INWARD=true")
    return str(found[0][4][0]), port


def _may_be_reached(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    inner: Any = getattr(address, "ipv4_mapped", None) or address
    if inner.is_link_local or inner.is_multicast or inner.is_unspecified:
        return False  # there stand the descriptions of cloud machines, and nobody to talk to
    return bool(inner.is_global) or bool(settings.SITE.webhooks_inward)


def _cut(made: http.client.HTTPConnection) -> None:
    if made.sock is not None:
        try:
            made.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it is closed already
