"""A self-evaluation on its way through the API: filled, tried, proven, sent, decided, signed, submitted, returned, accepted, copied out."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiheng.apps.evaluation.models import Submission
from jiheng.apps.jobs.services import run_job
from jiheng.apps.webhooks.choices import TOLD
from jiheng.apps.webhooks.models import Delivery
from jiheng.apps.webhooks.services import register
from tests.api.calling import PREFIX, errors
from tests.apps.handed import YEAR, make_evaluation, write

SCAN = b"\x89PNG\r\n\x1a\n" + b"0" * 40
EYES = ["code", "pages", "figures", "seal"]


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def ready(office):
    return make_evaluation(office)


@pytest.fixture
def here(ready):
    return f"/departments/{ready.department.pk}/{YEAR}"


@pytest.fixture
def people(ready, calls):
    return {role: calls(getattr(ready, role)) for role in ("clerk", "section", "head", "finance", "auditor", "admin")}


def file(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def hand_in(people, here, number: int) -> None:
    """From the head's desk to finance's."""
    one = f"{here}/handover/versions/{number}"
    people["head"].ok("POST", f"{one}/steps/approve", {"opinion": "同意"})
    assert people["clerk"].send(f"{one}/signed", file("签章件.png", SCAN)).status_code == 200
    Submission.objects.filter(number=number).update(compared={"state": "no_text"})
    people["clerk"].ok("POST", f"{one}/submission", {"by_eye": EYES})


def test_a_version_goes_all_the_way_and_each_step_has_its_right(ready, people, here):
    register(actor=ready.clerk, address="https://receiver.example/", events=TOLD, department=ready.department)
    clerk, head, finance = (people[role] for role in ("clerk", "head", "finance"))
    assert clerk.ok("GET", f"{here}/handover")["is_ready"] is True
    for role in ("section", "head", "finance", "auditor", "admin"):
        assert people[role].post(f"{here}/handover/versions", {}).status_code == 404, role
    sent = clerk.ok("POST", f"{here}/handover/versions", {"words": "请审"})
    one = f"{here}/handover/versions/{sent['number']}"
    assert (sent["state"], sent["words"]) == ("with_head", "请审")
    again = clerk.post(f"{here}/handover/versions", {})
    assert (again.status_code, "不能再送审" in errors(again)[0]["what"]) == (422, True)
    assert clerk.post(f"{one}/steps/approve", {}).status_code == 404
    assert head.post(f"{one}/steps/refuse", {}).status_code == 422
    early = clerk.post(f"{one}/submission", {"by_eye": EYES})
    assert early.status_code == 422
    head.ok("POST", f"{one}/steps/approve", {"opinion": "同意"})
    unsigned = clerk.post(f"{one}/submission", {"by_eye": EYES})
    assert "扫描件" in errors(unsigned)[0]["what"]
    assert head.send(f"{one}/signed", file("签章件.png", SCAN)).status_code == 404
    assert clerk.send(f"{one}/signed", file("签章件.png", SCAN)).status_code == 200
    Submission.objects.update(compared={"state": "no_text"})
    unseen = clerk.post(f"{one}/submission", {"by_eye": EYES[:2]})
    assert errors(unseen)[0]["where"] == "by_eye"
    clerk.ok("POST", f"{one}/submission", {"by_eye": EYES})
    assert [row["code"] for row in finance.ok("GET", "/reviews")["items"]] == [sent["code"]]
    assert people["clerk"].get("/reviews").status_code == 404
    place = next(row for row in finance.ok("GET", f"{one}/places") if row["path"] == "problems")
    assert clerk.post(f"{one}/decision", {"accept": True}).status_code == 404
    assert finance.post(f"{one}/decision", {"accept": False}).status_code == 422
    back = finance.ok("POST", f"{one}/decision", {"accept": False, "opinions": [{**place, "text": "请写明原因"}]})
    assert (back["state"], back["opinions"][0]["path"]) == ("returned", "problems")
    answered = clerk.ok("PUT", f"{one}/opinions/{back['opinions'][0]['id']}", {"answer": "已写明"})
    assert answered["answer"] == "已写明"
    entry = next(row for row in clerk.ok("GET", f"{here}/evaluation/entries")["items"] if row["path"] == "problems")
    clerk.ok("PUT", f"{here}/evaluation/entries", {"path": "problems", "text": "库房较小，因馆舍建于早年", "version": entry["version"]})
    second = clerk.ok("POST", f"{here}/handover/versions", {})
    hand_in(people, here, second["number"])
    changed = finance.ok("GET", f"{here}/handover/versions/2/changes")
    assert changed["before"] == 1
    assert any(row["after"] == "库房较小，因馆舍建于早年" for row in changed["fields"])
    assert finance.ok("POST", f"{here}/handover/versions/2/decision", {"accept": True, "opinion": "同意"})["state"] == "accepted"
    assert list(Delivery.objects.order_by("pk").filter(event__startswith="evaluation.").values_list("event", flat=True)) == [
        f"evaluation.{word}" for word in ("sent", "approved", "submitted", "returned", "sent", "approved", "submitted", "accepted")
    ]


def test_documents_of_a_version_are_the_same_for_all_and_its_code_is_known(ready, people, here):
    sent = people["clerk"].ok("POST", f"{here}/handover/versions", {})
    one = f"{here}/handover/versions/{sent['number']}"
    names = people["head"].ok("GET", f"{one}/documents")
    assert {"自评报告.pdf", "案卷.yaml", "全套材料.zip"} <= set(names)
    first, second = (people[role].get(f"{one}/documents/自评报告.docx").content for role in ("clerk", "auditor"))
    assert first == second
    assert people["clerk"].get(f"{one}/documents/没有.docx").status_code == 404
    told = people["finance"].ok("GET", f"/version-codes/{sent['code']}")
    assert (told["is_true"], told["is_newest"], told["submission"]["number"]) == (True, True, sent["number"])
    assert people["finance"].get("/version-codes/JH-0").status_code == 404
    withdrawn = people["clerk"].ok("POST", f"{one}/steps/withdraw", {})
    assert withdrawn["state"] == "withdrawn"


def test_an_unready_case_names_everything(ready, people, here):
    entries = people["clerk"].ok("GET", f"{here}/evaluation/entries")["items"]
    path = next(row["path"] for row in entries if row["path"].endswith(".actual"))
    people["clerk"].ok("PUT", f"{here}/evaluation/entries", {"path": path, "text": "", "version": 1})
    told = people["clerk"].ok("GET", f"{here}/handover")
    refused = people["clerk"].post(f"{here}/handover/versions", {})
    assert told["is_ready"] is False
    assert refused.status_code == 422
    assert len(errors(refused)) == len(told["against"]) >= 1


def test_texts_are_tried_and_many_are_written_at_once(ready, people, here):
    clerk = people["clerk"]
    entries = {row["path"]: row for row in clerk.ok("GET", f"{here}/evaluation/entries")["items"]}
    path = next(one for one in entries if one.endswith(".actual") and entries[one]["text"] == "1200")
    tried = clerk.ok("POST", f"{here}/evaluation/what-if", {"texts": {path: "600"}, "path": path})
    assert tried["trouble"] == ""
    assert tried["change"].startswith("-")
    assert clerk.ok("GET", f"{here}/evaluation/entries", q=path)["items"][0]["text"] == "1200"
    assert clerk.post(f"{here}/evaluation/what-if", {"texts": {}, "path": "problems"}).status_code == 404
    many = [
        {"path": "measures", "text": "扩建库房", "version": 0},
        {"path": "problems", "text": "别的", "version": 0},
        {"path": "none", "text": "1", "version": 0},
    ]
    saved = clerk.ok("PUT", f"{here}/evaluation/entries/many", {"entries": many})
    assert saved["written"] == ["measures"]
    assert [(one["path"], one["yours"]) for one in saved["meanwhile"]] == [("problems", "别的")]
    assert list(saved["refused"]) == ["none"]
    assert people["head"].put(f"{here}/evaluation/entries/many", {"entries": many}).status_code == 404


def test_the_report_is_looked_over_and_packed(people, here):
    looked = people["head"].ok("GET", f"{here}/evaluation/findings")
    assert looked["trouble"] == ""
    runs = people["clerk"].ok("POST", f"{here}/evaluation/marks", {"text": "全年支出987.65万元"})
    assert next(run["mark"] for run in runs[0] if "987" in run["text"]) in ("contradicts", "unbound")
    assert "<!DOCTYPE html>" in people["clerk"].get(f"{here}/evaluation/paper.html").content.decode()


def test_a_package_is_made_in_the_background_and_fetched(ready, people, here, monkeypatch):
    clerk, auditor, there = people["clerk"], people["auditor"], f"{here}/evaluation/package"
    assert [auditor.get(path).status_code for path in (there, f"{there}.zip", f"{there}/files/自评报告.docx")] == [404] * 3
    monkeypatch.setattr("jiheng.apps.jobs.services._enqueue", lambda _: None)  # the worker has not come yet
    asked = clerk.post(there)
    assert (asked.status_code, asked.json()["state"], asked.json()["files"]) == (202, "waiting", [])
    assert clerk.post(there).json()["job"] == asked.json()["job"], "what is under way is not made twice"
    assert auditor.get(f"{there}.zip").status_code == 404
    job = asked["Location"].removeprefix(PREFIX)
    assert clerk.ok("GET", job)["kind"] == "make_package"
    run_job(asked.json()["job"])
    assert clerk.ok("GET", job)["state"] == "done"
    made = auditor.ok("GET", there)
    assert (made["state"], made["is_current"], clerk.post(there).status_code) == ("done", True, 200)
    name = made["files"][0]["name"]
    assert len(auditor.get(f"{there}/files/{name}").content) == made["files"][0]["size"]
    with ZipFile(BytesIO(clerk.get(f"{there}.zip").content)) as archive:
        assert archive.namelist() == [one["name"] for one in made["files"]]
    write(ready, "measures", "扩建库房")
    assert auditor.ok("GET", there)["is_current"] is False


def test_evidence_is_brought_and_taken_off_where_it_belongs(people, here):
    clerk = people["clerk"]
    entries = clerk.ok("GET", f"{here}/evaluation/entries")["items"]
    path = next(row["path"] for row in entries if row["path"].startswith("indicators") and row["path"].endswith(".actual")).replace(
        ".actual", ".evidence"
    )
    assert people["head"].send(f"{here}/evaluation/evidence", file("证.txt", b"1"), path=path).status_code == 404
    brought = clerk.send(f"{here}/evaluation/evidence", file("证.txt", b"1"), path=path, title="验收单", dated="2031-05-06")
    assert (brought.status_code, brought.json()["dated"]) == (200, "2031-05-06")
    assert [one["title"] for one in people["head"].ok("GET", f"{here}/evaluation/evidence", path=path)["own"]] == ["验收单"]
    assert clerk.send(f"{here}/evaluation/evidence", file("证.txt", b"1"), path="problems").status_code == 422
    removal = f"{here}/evaluation/evidence/{brought.json()['id']}/removal?path={path}"
    assert clerk.post(removal, {"why": ""}).status_code == 422
    assert clerk.post(removal, {"why": "传错了"}).status_code == 204
    assert clerk.ok("GET", f"{here}/evaluation/evidence", path=path)["own"] == []


def test_evidence_comes_with_the_answer_of_a_section(ready, people, here):
    clerk, section = people["clerk"], people["section"]
    asked = clerk.ok("POST", f"{here}/requests", {"wishes": [{"path": "measures", "section": ready.sections[0].pk}]})[0]
    there = f"{here}/requests/{asked['id']}/evidence"
    assert clerk.send(there, file("证.txt", b"2")).status_code == 404
    brought = section.send(there, file("证.txt", b"2"), title="照片")
    assert [one["title"] for one in clerk.ok("GET", there)] == ["照片"]
    assert section.post(f"{there}/{brought.json()['id']}/removal", {"why": "重复"}).status_code == 204
    assert clerk.ok("GET", there) == []


def test_last_years_report_is_taken_over_and_mended(people, here):
    clerk = people["clerk"]
    words = f"三、存在的主要问题\n{YEAR - 1}年库房面积不足，部分档案分处存放。\n四、改进措施\n继续争取馆舍改造。\n"
    assert people["head"].send(f"{here}/last-year", file("上年.txt", words.encode())).status_code == 404
    assert clerk.send(f"{here}/last-year", file("上年.txt", words.encode())).status_code == 200
    told = clerk.ok("GET", f"{here}/last-year")
    section = next(one for one in told["sections"] if one["path"] == "problems")
    taken = clerk.ok(
        "POST", f"{here}/last-year/taking", {"number": section["number"], "path": "problems", "version": section["version"], "behind": True}
    )
    assert str(YEAR - 1) in taken["text"]
    stale = clerk.ok("GET", f"{here}/last-year/stale")
    year = next(one for one in stale if one["mark"]["text"] == str(YEAR - 1))
    mended = clerk.ok("POST", f"{here}/last-year/stale/mending", {"path": "problems", "known_by": year["known_by"], "text": str(YEAR)})
    assert str(YEAR - 1) not in mended["text"]
    assert clerk.post(f"{here}/last-year/stale/confirming", {"path": "problems", "known_by": year["known_by"]}).status_code == 422


def test_the_copy_out_sheet_is_marked_field_by_field(people, here):
    clerk = people["clerk"]
    sheet = clerk.ok("GET", f"{here}/copyout")
    assert (sheet["version"], sheet["done"]) == (None, 0)
    line = sheet["forms"][0]["lines"][0]
    field = {"id": line["id"], "content": line["content"]}
    assert people["head"].put(f"{here}/copyout/marks", {"fields": [field]}).status_code == 404
    assert clerk.put(f"{here}/copyout/marks", {"fields": [{**field, "content": "0" * 64}]}).status_code == 422
    assert clerk.ok("PUT", f"{here}/copyout/marks", {"fields": [field]})["done"] == 1
    assert clerk.ok("PUT", f"{here}/copyout/marks", {"fields": [field], "entered": False})["done"] == 0


def test_a_method_that_an_address_does_not_have_is_refused_in_the_one_shape(people, here):
    answer = people["clerk"].delete(f"{here}/budget/lines")
    assert (answer.status_code, errors(answer)[0]["code"]) == (405, "JH-H-405")
    assert {"GET", "POST"} == {one.strip() for one in answer["Allow"].split(",")}
