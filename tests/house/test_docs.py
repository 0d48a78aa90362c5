"""Documents that a person reads are in step with the code."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields

import pytest

from jiheng.cli.main import build_parser
from jiheng.core.auditing.shelf import CHECKS
from jiheng.site.settings.environment import Environment
from tests.house.tree import ROOT, modules

VERBS = ("audit", "read", "score", "package", "checks", "concepts", "packs", "lawbook", "benchmark", "new", "serve", "verify")
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))


def test_reference_is_what_make_docs_writes():
    done = subprocess.run([sys.executable, "docs/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_documented_with_an_example(verb: str):
    help_text = build_parser().format_help()
    reference = (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")
    assert re.search(rf"^ +{verb} ", help_text, re.MULTILINE)
    section = reference.partition(f"## jiheng {verb}\n")[2].partition("\n## ")[0]
    assert f"  jiheng {verb}" in section.partition("例")[2]


def test_help_lists_only_what_works():
    listed = re.findall(r"^    (\w+) +\S", build_parser().format_help(), re.MULTILINE)
    assert tuple(listed) == VERBS


@pytest.mark.parametrize("code", sorted(CHECKS.all()))
def test_every_check_says_when_it_holds_breaks_is_unknown_and_how_to_mend(code: str):
    check = CHECKS.all()[code]
    assert [section for section in ("Holds:", "Breaks:", "Unknown:", "Mend:") if section not in check.doc] == []
    assert check.sources
    assert all(source.doc and source.article for source in check.sources)


def test_every_setting_and_every_code_about_settings_is_documented():
    page = (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8")
    named = {code for path in modules() for code in re.findall(r"\bJH-S-\d{3}\b", path.read_text("utf-8"))}
    assert sorted(code for code in named if f"| {code} |" not in page) == []
    assert sorted(one.name for one in fields(Environment) if f"| `{one.name}` |" not in page or not one.metadata["said"]) == []


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_status_and_implementation(path):
    text = path.read_text("utf-8")
    assert text.startswith(f"# {path.stem[:4]} · ")
    assert re.search(r"^Status: \S", text, re.MULTILINE)
    assert re.search(r"^Implementation: \S", text, re.MULTILINE)
    assert len(text.splitlines()) <= 60


def test_decisions_are_numbered_without_gaps():
    assert [int(path.stem[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_there_is_a_change_fragment_and_each_has_a_kind():
    fragments = [path for path in (ROOT / "changes").glob("*.md") if path.name != "README.md"]
    released = re.search(r"^## \d", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert fragments or released
    assert [path.name for path in fragments if not re.fullmatch(r"\d+(?:-[a-z-]+)?\.(?:rule|feature|fix|internal)\.md", path.name)] == []


@pytest.mark.parametrize(
    "name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", *(f"docs/recipes/{p.name}" for p in (ROOT / "docs/recipes").glob("*.md"))]
)
def test_links_lead_somewhere(name: str):
    page = ROOT / name
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_every_make_target_named_exists(name: str):
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?m)(?:`|^)make ([a-z]+)\b", (ROOT / name).read_text("utf-8"))) <= targets
