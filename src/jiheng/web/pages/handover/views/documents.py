"""Documents of a frozen version: always the same bytes, each page with the version's code."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from jiheng.apps.evaluation.finished import SIGNED_DOCUMENT
from jiheng.apps.evaluation.handed_documents import ALL, CASE, document_of
from jiheng.apps.evaluation.selectors.handover import submission_in
from jiheng.apps.evaluation.selectors.packages import holds, version_package
from jiheng.apps.evaluation.services.packages import ask_documents
from jiheng.core.reporting.renderer_shelf import RENDERERS
from jiheng.web.place import Place, in_place

# What the page offers by itself; the archive holds everything.
DOCUMENTS = (
    (SIGNED_DOCUMENT, "打印、签字、盖章用"), ("自评报告.docx", "Word"), ("自评表.xlsx", "官方自评表"), ("基础数据表.xlsx", "官方基础数据表"),
    ("得分表.xlsx", "计分过程"), (CASE, "冻结的案卷；命令行 jiheng package 可由它重做全套材料，只是页脚没有版本码"), (ALL, "全部文件和凭据"),
)  # fmt: skip
_OTHER = {"json": "application/json", "yaml": "application/yaml", "zip": "application/zip"}


@in_place()
def document(request: HttpRequest, place: Place, number: int, name: str) -> HttpResponse:
    """One document, or all of them, as they were made; until they are, the page of the version, which tells how far they are."""
    row = submission_in(place.department, place.year, number)
    made = version_package(row)
    if name != CASE and (made is None or made.is_waiting or not holds(made)):
        messages.info(request, "这一版的文件还没有生成好，生成后在这里下载")
        return redirect(f"{reverse('handover:submission', args=[*place.keys.values(), number])}#documents")
    return _file(*document_of(row, name), to_keep="show" not in request.GET or name != SIGNED_DOCUMENT)


@require_POST
@in_place()
def make(request: HttpRequest, place: Place, number: int) -> HttpResponse:  # noqa: ARG001  every view takes the request
    """Have the documents made where they are not."""
    ask_documents(actor=place.user, submission=submission_in(place.department, place.year, number))
    return redirect(f"{reverse('handover:submission', args=[*place.keys.values(), number])}#documents")


def _file(name: str, data: bytes, *, to_keep: bool) -> HttpResponse:
    ending = name.rpartition(".")[2]
    kind = RENDERERS.all()[ending].mime if ending in RENDERERS.all() else _OTHER[ending]
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(to_keep, name) or ""
    return response
