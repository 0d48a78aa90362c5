"""One request to the API and its answer, by the standard library alone."""

from __future__ import annotations

import json
import secrets
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from typing import Any

from jiheng.client.trouble import ApiError, BothTexts, Trouble


class Calls:
    """Requests with a token to one site; nothing is followed elsewhere, so that the token never leaves for another host."""

    def __init__(self, address: str, token: str, *, timeout: int = 30) -> None:
        """`address` is the site's, such as https://jiheng.example.

        Units: `timeout` in seconds.
        """
        if not address.startswith(("http://", "https://")):
            raise ValueError(f"“{address}”不是网址；应以 http:// 或 https:// 开头")
        self._base, self._token, self._timeout = f"{address.rstrip('/')}/api/v1", token, timeout
        self._opener = urllib.request.build_opener(_Stay)

    def get(self, path: str, **query: Any) -> Any:
        """What stands at a path."""
        return self._json("GET", path, query=query)

    def post(self, path: str, data: Any = None) -> Any:
        """Do something."""
        return self._json("POST", path, data)

    def put(self, path: str, data: Any) -> Any:
        """Write a row anew."""
        return self._json("PUT", path, data)

    def delete(self, path: str) -> Any:
        """Take a row out."""
        return self._json("DELETE", path)

    def download(self, path: str, **query: Any) -> bytes:
        """A file."""
        return self._ask("GET", path, None, {}, query)

    def upload(self, path: str, name: str, content: bytes, **columns: Any) -> Any:
        """Send one file with columns beside it."""
        border = secrets.token_hex(16)
        parts = [f'--{border}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode() for key, value in columns.items()]
        plain = name.replace('"', "_").replace("\r", "_").replace("\n", "_")
        head = f'--{border}\r\nContent-Disposition: form-data; name="file"; filename="{plain}"\r\nContent-Type: application/octet-stream\r\n\r\n'
        body = b"".join([*parts, head.encode(), content, f"\r\n--{border}--\r\n".encode()])
        return json.loads(self._ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={border}"}, {}))

    def _json(self, method: str, path: str, data: Any = None, query: Mapping[str, Any] | None = None) -> Any:
        body = None if data is None else json.dumps(data, default=str, ensure_ascii=False).encode()
        answer = self._ask(method, path, body, {"Content-Type": "application/json"} if body else {}, query or {})
        return json.loads(answer) if answer else None

    def _ask(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str], query: Mapping[str, Any]) -> bytes:
        chosen = {key: value for key, value in query.items() if value is not None}
        url = f"{self._base}{path}{f'?{urllib.parse.urlencode(chosen)}' if chosen else ''}"
        given = {"Authorization": f"Bearer {self._token}", "Accept": "application/json", **headers}
        request = urllib.request.Request(url, body, given, method=method)  # noqa: S310  the address was looked at above
        try:
            with self._opener.open(request, timeout=self._timeout) as answer:
                content: bytes = answer.read()
                return content
        except urllib.error.HTTPError as refused:
            raise _error(refused.code, refused.read()) from None
        except urllib.error.URLError as away:
            raise ApiError(0, (Trouble("JH-H-000", f"连不上 {self._base}：{away.reason}"),)) from away


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows nothing: a redirect is an answer like another."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def _error(status: int, body: bytes) -> ApiError:
    try:
        said = json.loads(body)
        troubles = tuple(Trouble(**one) for one in said["errors"])
        return ApiError(status, troubles, tuple(BothTexts(**one) for one in said.get("both", ())), said.get("version"))
    except (ValueError, KeyError, TypeError):
        return ApiError(status, (Trouble(f"JH-H-{status}", "对方的回答读不懂；请核对地址是不是绩衡"),))
