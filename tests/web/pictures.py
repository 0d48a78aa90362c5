"""Pictures of every screen: `python -m tests.web.pictures OUT [--only WORD] [--sizes desk,wide,phone] [--themes light,dark]`.

With --sheets the pictures of one size and theme are also laid together, twelve on a sheet, to be looked at in one go.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import yaml
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.web.chromium import CHROMIUM, FLAGS
from tests.web.screens import Screen, running, screens

SIZES = {"desk": (1366, 768), "wide": (1920, 1080), "phone": (390, 844)}
ROOT = Path(__file__).resolve().parents[2]


def password() -> str:
    """The one password of the samples."""
    return str(yaml.safe_load((ROOT / "src/jiheng/samples/demo/people.yaml").read_text("utf-8"))["password"])


def signed_in(browser: Browser, address: str, who: str, **settings) -> BrowserContext:
    """A browser in which `who` has signed in; nobody for ""."""
    context = browser.new_context(**settings)
    if who:
        page = context.new_page()
        page.goto(f"{address}/sign-in/")
        page.get_by_label("用户名").fill(who)
        page.get_by_label("密码").fill(password())
        page.get_by_role("button", name="登录").click()
        page.wait_for_url(lambda url: "sign-in" not in url)
        page.close()
    return context


def take(browser: Browser, address: str, wanted: list[Screen], out: Path, sizes: list[str], themes: list[str]) -> Iterator[Path]:
    """A picture of each screen in each size and theme, the whole page; what is wider than the screen is told."""
    kept: dict[str, dict] = {}
    for size in sizes:
        width, height = SIZES[size]
        for theme in themes:
            by_person: dict[str, BrowserContext] = {}
            for screen in wanted:
                context = by_person.get(screen.who)
                if context is None:
                    settings = {
                        "viewport": {"width": width, "height": height},
                        "color_scheme": theme,
                        "locale": "zh-CN",
                        "timezone_id": "Asia/Shanghai",
                    }
                    if screen.who in kept:
                        context = browser.new_context(storage_state=kept[screen.who], **settings)
                    else:
                        context = signed_in(browser, address, screen.who, **settings)
                        kept[screen.who] = context.storage_state()
                    by_person[screen.who] = context
                page = context.new_page()
                page.goto(f"{address}{screen.path}", wait_until="load")
                page.wait_for_timeout(150)
                if over := page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"):
                    sys.stdout.write(f"{screen.name} {size}: {over}px wider than the screen\n")
                path = out / f"{screen.name}.{size}.{theme}.png"
                page.screenshot(path=path, full_page=True)
                page.close()
                yield path
            for context in by_person.values():
                context.close()


def lay_together(pictures: list[Path], out: Path, name: str) -> None:
    """Sheets of twelve pictures, each named, for one look."""
    from PIL import Image, ImageDraw

    columns, rows, width, height = 4, 3, 480, 420
    for first in range(0, len(pictures), columns * rows):
        sheet = Image.new("RGB", (columns * width, rows * height), "#888")
        pen = ImageDraw.Draw(sheet)
        for place, path in enumerate(pictures[first : first + columns * rows]):
            with Image.open(path) as picture:
                shown = picture.convert("RGB")
                shown = shown.resize((width - 8, round(shown.height * (width - 8) / shown.width)))
                left, top = place % columns * width, place // columns * height
                sheet.paste(shown.crop((0, 0, width - 8, height - 24)), (left + 4, top + 20))
                pen.text((left + 6, top + 4), path.name, fill="white")
        sheet.save(out / f"sheet-{name}-{first // (columns * rows) + 1}.png")


def main() -> None:
    """Start the samples, take the pictures, stop."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="", help="screens whose name holds this word; several with commas")
    parser.add_argument("--sizes", default=",".join(SIZES))
    parser.add_argument("--themes", default="light,dark")
    parser.add_argument("--sheets", action="store_true")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    sizes, themes = asked.sizes.split(","), asked.themes.split(",")
    with tempfile.TemporaryDirectory() as data, running(Path(data)) as address, sync_playwright() as tool:
        wanted = [one for one in screens() if any(word in one.name for word in asked.only.split(","))]
        browser = tool.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        taken = list(take(browser, address, wanted, asked.out, sizes, themes))
        browser.close()
    sys.stdout.write(f"{len(taken)} pictures in {asked.out}\n")
    if asked.sheets:
        for size in sizes:
            for theme in themes:
                lay_together([path for path in taken if path.name.endswith(f".{size}.{theme}.png")], asked.out, f"{size}-{theme}")


if __name__ == "__main__":
    main()
