"""Documents of a frozen version: always the same bytes, each page with the version's code."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from jiheng.apps.evaluation.comparing import name_of
from jiheng.apps.evaluation.finished import SIGNED_DOCUMENT, packaged, zipped
from jiheng.apps.evaluation.selectors.handover import submission_in
from jiheng.core.errors import JihengError
from jiheng.core.reporting.renderer_shelf import RENDERERS
from jiheng.web.place import Place, in_place

CASE, ALL = "案卷.yaml", "全套材料.zip"
# What the page offers by itself; the archive holds everything.
DOCUMENTS = (
    (SIGNED_DOCUMENT, "打印、签字、盖章用"), ("自评报告.docx", "Word"), ("自评表.xlsx", "官方自评表"), ("基础数据表.xlsx", "官方基础数据表"),
    ("得分表.xlsx", "计分过程"), (CASE, "冻结的案卷，命令行可由它重做全套材料"), (ALL, "全部文件和凭据"),
)  # fmt: skip
_OTHER = {"json": "application/json", "yaml": "application/yaml", "zip": "application/zip"}


@in_place()
def document(request: HttpRequest, place: Place, number: int, name: str) -> HttpResponse:  # noqa: ARG001  every view takes the request
    """One document, or all of them."""
    row = submission_in(place.department, place.year, number)
    if name == CASE:
        return _file(f"{row.code}-{name_of(row)}", row.case.encode())
    try:
        files = packaged(row.case, name_of(row), row.code).files
    except JihengError as refused:
        raise Http404(refused.line()) from refused
    if name == ALL:
        return _file(f"{row.code}.zip", zipped({**files, name_of(row): row.case.encode()}))
    if name not in files:
        raise Http404("这一版的规则包没有这份文件；其余文件见全套材料")
    return _file(f"{row.code}-{name}", files[name])


def _file(name: str, data: bytes) -> HttpResponse:
    ending = name.rpartition(".")[2]
    kind = RENDERERS.all()[ending].mime if ending in RENDERERS.all() else _OTHER[ending]
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response
