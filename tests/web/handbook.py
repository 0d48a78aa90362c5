"""The handbook with its pictures, taken in a real browser over the samples: `make handbook`.

The pictures go where the application shows them, and a copy that needs no application goes to build/handbook.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from html import escape
from pathlib import Path

from playwright.sync_api import sync_playwright

from jiheng.web.handbook import PICTURES, HandbookPage, html, pages, pictures_of
from tests.web.chromium import CHROMIUM, FLAGS
from tests.web.pictures import ROOT, signed_in
from tests.web.screens import running, screens

OUT = ROOT / "build" / "handbook"
TALLEST = 1000  # of a picture; what lies below is not what a page of the handbook is about
_STYLE = """
body { font: 16px/1.7 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; color: #1b2430; }
img { max-width: 100%; border: 1px solid #d9dee5; } table { border-collapse: collapse; } th, td { border: 1px solid #d9dee5; padding: 0.3rem 0.6rem; text-align: left; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; } a { color: #1f5fa8; } code { background: #f0f2f5; padding: 0 0.3em; }
@media print { nav { display: none; } body { margin: 0; } img { break-inside: avoid; } }
"""


def take_pictures(folder: Path) -> set[str]:
    """The pictures that the pages name, into the folder; the names that could not be taken."""
    wanted = {name for page in pages() for name in pictures_of(page)}
    settings = {"viewport": {"width": 1366, "height": 768}, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
    with tempfile.TemporaryDirectory() as data, running(Path(data)) as address, sync_playwright() as tool:
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        people = {}
        for screen in screens():
            if screen.name not in wanted:
                continue
            if screen.who not in people:
                people[screen.who] = signed_in(browser, address, screen.who, **settings)
            page = people[screen.who].new_page()
            page.goto(f"{address}{screen.path}")
            page.wait_for_timeout(150)  # charts
            height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
            page.set_viewport_size({"width": 1366, "height": max(768, height)})
            page.screenshot(path=folder / f"{screen.name}.png")
            page.close()
            wanted.discard(screen.name)
        browser.close()
    return wanted


def bind(folder: Path) -> None:
    """Every page as a file that needs no application, beside its pictures."""
    listed = "".join(f'<li><a href="{page.name}.html">{escape(page.title)}</a></li>' for page in pages())
    for page in pages():
        (folder / f"{page.name}.html").write_text(_sheet(page.title, _text(page, folder)), "utf-8")
    (folder / "index.html").write_text(_sheet("绩衡使用手册", f"<ol>{listed}</ol>"), "utf-8")


def _text(page: HandbookPage, folder: Path) -> str:
    there = {path.stem for path in (folder / "pictures").glob("*.png")}
    return html(page, lambda name: f"{name}.html", lambda name: f"pictures/{name}.png" if name in there else "")


def _sheet(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style></head>'
        f'<body><nav><a href="index.html">目录</a></nav><h1>{escape(title)}</h1>{body}</body></html>'
    )


def main() -> int:
    """Take, copy, bind; a picture that a page names and that could not be taken fails."""
    shutil.rmtree(OUT, ignore_errors=True)
    (OUT / "pictures").mkdir(parents=True)
    missing = take_pictures(OUT / "pictures")
    bind(OUT)
    shutil.rmtree(PICTURES, ignore_errors=True)
    shutil.copytree(OUT / "pictures", PICTURES)
    sys.stdout.write(f"{len(pages())} pages and {len(list(PICTURES.iterdir()))} pictures in {OUT}\n")
    for name in sorted(missing):
        sys.stderr.write(f"no picture of {name}: no role was shown this screen\n")
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
