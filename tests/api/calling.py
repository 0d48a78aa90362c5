"""A program that calls the API in the name of a user, by the token that the user issued."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from jiheng.apps.tokens.choices import Access, Area, scope
from jiheng.apps.tokens.services import issue_token

EVERYTHING = tuple(scope(area, Access.WRITE) for area in Area)
PREFIX = "/api/v1"


class Caller:
    """`get`, `post`, `put`, `delete` return Django's response; `ok` asks for a status of 2.. and returns the data."""

    def __init__(self, user, *scopes: str, only=(), days: int = 30) -> None:
        self.user = user
        self.token, self.secret = issue_token(actor=user, name="测试", scopes=scopes or EVERYTHING, days=days, only=only)
        self.client = Client(raise_request_exception=True)

    def ask(self, method: str, path: str, data: Any = None, /, **query: Any):
        url = path if path.startswith("/api/") else f"{PREFIX}{path}"
        given = {"headers": {"Authorization": f"Bearer {self.secret}"}}
        if query:
            given["query_params"] = query
        if data is not None:
            given |= {"data": json.dumps(data), "content_type": "application/json"}
        return self.client.generic(method, url, **({**given, "data": given.get("data", "")} if data is not None else given))

    def get(self, path: str, /, **query: Any):
        return self.ask("GET", path, **query)

    def post(self, path: str, data: Any = None):
        return self.ask("POST", path, data)

    def put(self, path: str, data: Any = None):
        return self.ask("PUT", path, data)

    def delete(self, path: str, /, **query: Any):
        return self.ask("DELETE", path, **query)

    def send(self, url: str, file, /, **fields: Any):
        """A multipart request with one file."""
        return self.client.post(f"{PREFIX}{url}", {**fields, "file": file}, headers={"Authorization": f"Bearer {self.secret}"})

    def ok(self, method: str, path: str, data: Any = None, /, **query: Any):
        answer = self.ask(method, path, data, **query)
        assert 200 <= answer.status_code < 300, (method, path, answer.status_code, answer.content.decode()[:600])
        return answer.json() if answer.content else None


def errors(answer) -> list[dict[str, str]]:
    return answer.json()["errors"]
