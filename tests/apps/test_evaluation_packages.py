"""Packages made in the background: the command line's bytes, made once, with progress, told when they are out of date."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from jiheng.apps.evaluation import packaging
from jiheng.apps.evaluation.choices import PackageState
from jiheng.apps.evaluation.comparing import stale_since
from jiheng.apps.evaluation.compiling.compile import compile_case
from jiheng.apps.evaluation.finished import packaged, zipped
from jiheng.apps.evaluation.handed_documents import ALL, document_of
from jiheng.apps.evaluation.models import MadePackage
from jiheng.apps.evaluation.selectors.cases import standing_of
from jiheng.apps.evaluation.selectors.live import look_over
from jiheng.apps.evaluation.selectors.packages import draft_package, files_of, holds, is_of, job_of, version_package
from jiheng.apps.evaluation.services import packages as services
from jiheng.apps.jobs.choices import JobState
from jiheng.apps.jobs.models import Job
from jiheng.apps.jobs.services import cancel_job
from jiheng.apps.library.services import keep_file, path_of
from jiheng.cli.main import main
from tests.apps.begun import PROJECT, begin, finish, write
from tests.apps.handed import make_evaluation, sent
from tests.apps.offices import make_office


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def begun(db, monkeypatch):
    office = begin(make_office(), monkeypatch)
    finish(office)
    return office


def ask(office) -> MadePackage:
    return services.ask_package(actor=office.clerk, evaluation=office.evaluation, compiled=compile_case(office.evaluation))


def test_the_package_is_that_of_the_command_line_byte_for_byte(begun, tmp_path, capsys) -> None:
    compiled = compile_case(begun.evaluation)
    made = ask(begun)
    (tmp_path / compiled.name).write_bytes(compiled.text)
    assert main(["package", str(tmp_path / compiled.name), "--out", str(tmp_path / "out")]) == 0
    files = files_of(made)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == files
    assert [[name, len(data)] for name, data in files.items()] == made.files
    assert json.loads(files["receipt.json"])["case"]["name"] == compiled.name
    assert zipped(files) == zipped(files)
    assert [project.name for project in compiled.case.content.projects] == [PROJECT]
    live = look_over(standing_of(begun.evaluation))
    said = json.loads(files["findings.json"])["findings"]
    assert [one.finding.message for one in live.findings] == [one["message"] for one in said]


def test_progress_is_told_file_by_file(begun, monkeypatch) -> None:
    told = []
    monkeypatch.setattr(packaging, "tell_progress", lambda _, **said: told.append((said["done"], said["total"], said["message"])))
    made = ask(begun)
    count = len(made.files)
    assert [done for done, _, _ in told] == list(range(count + 1))
    assert {total for _, total, _ in told} == {count}
    assert told[-1][2] == "已生成receipt.json"
    job = job_of(made)
    assert (job.state, job.done, job.total) == (JobState.DONE, count, count)


def test_what_is_made_is_not_made_again_until_something_changes(begun) -> None:
    first = ask(begun)
    assert ask(begun).pk == first.pk
    assert is_of(first, compile_case(begun.evaluation))
    write(begun, "problems", "项目进度前松后紧，全年付款集中在第四季度。", 1)
    now = compile_case(begun.evaluation)
    assert not is_of(first, now)
    assert [(one.change.before, one.path) for one in stale_since(first.text, now)] == [("项目进度前松后紧。", "problems")]
    second = ask(begun)
    assert [one.pk for one in MadePackage.objects.all()] == [second.pk]
    assert "第四季度" in files_of(second)["自评报告.html"].decode()


def test_bytes_of_an_older_package_go_and_what_a_person_brought_stays(begun, django_capture_on_commit_callbacks) -> None:
    first = ask(begun)
    brought = keep_file(actor=begun.clerk, department=begun.department, name="甲.txt", data="甲".encode())
    with django_capture_on_commit_callbacks(execute=True):
        write(begun, "measures", "逐月排款。", 1)
        ask(begun)
    assert not path_of(first.archive).exists()
    assert path_of(brought.sha256).exists()


def test_a_package_of_another_program_or_without_its_bytes_is_made_again(begun) -> None:
    first = ask(begun)
    path_of(first.archive).unlink()
    assert not holds(first)
    with pytest.raises(Http404, match="重新生成"):
        files_of(first)
    second = ask(begun)
    assert second.pk != first.pk
    MadePackage.objects.update(program="jiheng 0.0")
    assert ask(begun).pk != second.pk


def test_a_case_that_must_be_mended_first_is_not_packed(db, monkeypatch) -> None:
    office = begin(make_office(), monkeypatch)
    write(office, "sign.date", "明天")
    with pytest.raises(ValidationError, match="先改正"):
        ask(office)
    assert not Job.objects.filter(kind="make_package").exists()


def test_what_cannot_be_made_says_why_and_may_be_asked_for_again(begun, monkeypatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(packaging, "made_package", lambda *_: 1 / 0)
        made = ask(begun)
    assert (made.state, made.trouble[:6]) == (PackageState.FAILED, "程序内部出错")
    assert ask(begun).is_done


def test_a_job_that_is_stopped_is_no_longer_waited_for(begun, monkeypatch) -> None:
    monkeypatch.setattr("jiheng.apps.jobs.services._enqueue", lambda _: None)
    made = ask(begun)
    assert made.is_waiting
    cancel_job(actor=begun.clerk, job=job_of(made))
    made.refresh_from_db()
    assert (made.state, made.trouble) == (PackageState.FAILED, "生成已取消")


def test_documents_of_a_version_are_made_once_when_it_is_sent(db, django_capture_on_commit_callbacks) -> None:
    office = make_evaluation(make_office())
    with django_capture_on_commit_callbacks(execute=True):
        row = sent(office)
    made = version_package(row)
    assert draft_package(office.evaluation) is None
    assert files_of(made) == packaged(row.case, row.case_name, row.code).files
    assert services.ask_documents(actor=office.head, submission=row).pk == made.pk
    packaged.cache_clear()
    name, data = document_of(row, ALL)
    assert name == f"{row.code}.zip"
    assert packaged.cache_info().misses == 0, "taken from what is kept"
    assert len(data) > made.files[0][1]
