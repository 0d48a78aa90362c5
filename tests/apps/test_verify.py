"""`jiheng verify`: the whole log is right, or the altered row is named."""

from __future__ import annotations

import pytest

from jiheng.apps.shared.models import ChangeEntry
from jiheng.cli.main import main


def test_a_whole_log_and_an_altered_one(office, capsys: pytest.CaptureFixture[str]):
    assert main(["verify"]) == 0
    assert f"{ChangeEntry.objects.count()}条变更记录全部相符" in capsys.readouterr().out
    row = ChangeEntry.objects.order_by("id")[1]
    ChangeEntry.objects.filter(pk=row.pk).update(user_name="别人")
    assert main(["verify"]) == 1
    assert f"第{row.pk}号" in capsys.readouterr().out


def test_published_files_are_not_there_yet(capsys: pytest.CaptureFixture[str]):
    assert main(["verify", "a.pdf"]) == 2
    assert "尚不能核验" in capsys.readouterr().err
