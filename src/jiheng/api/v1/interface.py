"""Version 1 as a whole: every area's routes, one parser, one shape of refusals."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from jiheng.api.auth import TokenFor
from jiheng.api.errors import Refusal, answer_in_one_shape
from jiheng.api.parsing import PlainParser
from jiheng.api.v1 import (
    budget,
    budget_accounts,
    budget_books,
    budget_documents,
    budget_import,
    changes,
    checkup,
    copyout,
    evaluation,
    facts,
    files,
    filling,
    finishing,
    handover,
    jobs,
    last_year,
    monitoring,
    notices,
    organisations,
    places,
    proofs,
    requests,
    reviewing,
    rules,
    search,
    targets,
    targets_evidence,
    targets_flow,
    webhooks,
)

PREFIX = "/api/v1"
_TOLD = """程序用的入口：与网页同一套服务、同一套权限。

每个请求在请求头带令牌：`Authorization: Bearer jh_…`。令牌在网页“接口令牌”里签发，限定范围和期限；登录网页的凭据在这里无效。
金额一律是文字形式的十进制元（如 `"365000.00"`），写入时也可以带单位（`"36.5万元"`）；不接受、也不给出二进制小数。
修改时带上读到的 `version`；别人已经改过的以 409 拒绝，并列出两边的内容。拒绝都是同一个形状：`errors` 里每项有 code、what、where、expected、mend。
"""
_REFUSALS = {
    "400": "请求读不懂",
    "401": "没有令牌，或令牌无效",
    "403": "令牌没有这个范围",
    "404": "没有，或者不在权限之内",
    "409": "别人已经改过，both 里是两边的内容",
    "415": "正文类型不对",
    "422": "内容不合要求",
    "429": "错误的令牌太多，暂时锁定",
}
_AREAS = (
    places, organisations, budget, budget_documents, budget_books, budget_import, budget_accounts, targets, targets_flow, targets_evidence, monitoring, rules,
    checkup, evaluation, filling, finishing, last_year, proofs, requests, handover, reviewing, copyout, facts, files, jobs, notices,
    changes, search, webhooks,
)  # fmt: skip


class Interface(NinjaAPI):
    """The API, whose document tells of the refusals too."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None) -> OpenAPISchema:
        """The document; each operation may be refused in the one shape."""
        document = super().get_openapi_schema(path_prefix=f"{PREFIX}/" if path_prefix is None else path_prefix, path_params=path_params)
        document["components"]["schemas"] |= _shapes()
        for operations in document["paths"].values():
            for operation in operations.values():
                takes_body, takes_path = "requestBody" in operation, any(one["in"] == "path" for one in operation["parameters"])
                for status, said in _REFUSALS.items():
                    if (status in ("400", "409", "415") and not takes_body) or (status == "409" and not takes_path):
                        continue
                    answer = {"description": said, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}}}
                    operation["responses"].setdefault(status, answer)
                operation["responses"] = {str(status): answer for status, answer in operation["responses"].items()}
        return document

    def get_openapi_operation_id(self, operation: Any) -> str:
        """The area and what is done in it."""
        area = operation.view_func.__module__.rpartition(".")[2]
        return f"{area}_{operation.view_func.__name__}"


def _shapes() -> dict[str, Any]:
    whole = Refusal.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**whole.pop("$defs", {}), "Refusal": whole}


api = Interface(
    title="绩衡 HTTP API",
    version="1",
    description=_TOLD,
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
    auth=TokenFor(None),
    parser=PlainParser(),
)
answer_in_one_shape(api)
for area in _AREAS:
    api.add_router("", area.router)


@api.get("/openapi.json", response=dict[str, Any], include_in_schema=False)
def document(request: HttpRequest) -> Any:  # noqa: ARG001
    """The description of all this, for programs."""
    return api.get_openapi_schema()
