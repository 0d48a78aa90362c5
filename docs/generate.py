"""Writes docs/reference from the code: the command line, the checks with their examples, the concepts, the packs, the terms. `--check` only compares.

The examples are audited as the tests of the cases audit them, so that a page never tells what the program does not say.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from jiheng.cli.main import build_parser
from jiheng.core.facts.taxonomy import load_taxonomy
from jiheng.core.law import load_sources

FOLDER = Path(__file__).resolve().parent / "reference"
HEAD = "<!-- Written by `make docs`; change the code, not this file. -->\n"


def cli() -> Iterator[str]:
    """Every verb's own help."""
    parser = build_parser()
    yield "# Command line\n"
    yield "Exit status: 0 done; 1 findings at or above `--fail-on`; 2 unusable arguments; 3 a file could not be read."
    yield f"\n## jiheng\n\n```\n{parser.format_help().strip()}\n```"
    for name, verb in verbs(parser).items():
        yield f"\n## jiheng {name}\n\n```\n{verb.format_help().strip()}\n```"


def verbs(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parsers of the verbs; argparse keeps them in the one action that has parsers for choices."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in parser._actions:  # noqa: SLF001  argparse has no public way to its verbs
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            found.update(action.choices)
    return found


def concepts() -> Iterator[str]:
    """Every concept, by family, with its other names and where it was met."""
    taxonomy = load_taxonomy()
    yield f"# Concepts\n\n{len(taxonomy)} concepts. A basis (年初预算, 执行 …), a year and a funding scope are never part of one."
    family = ""
    for one in sorted(taxonomy, key=lambda concept: concept.id):
        if one.id.split(".")[0] != family:
            family = one.id.split(".")[0]
            yield f"\n## {family}\n\n| id | label | kind | other names | met in |\n|---|---|---|---|---|"
        met = "; ".join(_source(source.doc, source.article) for source in one.sources)
        yield f"| `{one.id}` | {one.label} | {one.kind} | {'、'.join(one.labels[1:])} | {met} |".replace("\n", " ")


def _source(doc: str, article: str) -> str:
    title = f"《{load_sources()[doc].title}》" if doc in load_sources() else doc
    return f"{title} {article}".strip()


def pages() -> Iterator[tuple[str, Iterable[str]]]:
    """Name and lines of every page."""
    # The examples come from tests/, which stands beside this folder.
    sys.path.insert(0, str(FOLDER.parents[1]))
    check_pages = import_module("check_pages")
    yield "cli", cli()
    yield "concepts", concepts()
    yield "case", import_module("case_page").lines()
    yield "packs", import_module("pack_page").lines()
    yield "settings", import_module("settings_page").lines()
    yield "terms", import_module("terms_page").lines()
    yield "api", import_module("api_page").lines()
    yield from check_pages.pages()


def main() -> int:
    """Write what changed and drop what is left over, or with --check name it and fail."""
    only_check = "--check" in sys.argv
    stale = 0
    left_over = set((FOLDER / "checks").glob("*.md"))  # a group of codes may go; other pages here are written by others
    for name, lines in pages():
        path = FOLDER / f"{name}.md"
        left_over.discard(path)
        text = HEAD + "\n".join(lines) + "\n"
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale += 1
        if only_check:
            print(f"docs/reference/{name}.md is not in step with the code; run `make docs`")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            print(f"written: docs/reference/{name}.md")
    for path in sorted(left_over):
        stale += 1
        print(f"docs/reference/{path.relative_to(FOLDER).as_posix()}: " + ("nothing writes this page" if only_check else "dropped"))
        if not only_check:
            path.unlink()
    return int(only_check and stale > 0)


if __name__ == "__main__":
    sys.exit(main())
