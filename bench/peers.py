"""Runs inside .venv-peer: times markitdown and recognizers-text and prints one JSON object.

`python bench/peers.py markitdown FILE.docx` · `python bench/peers.py numbers FILE.txt EXAMPLE…`
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median


def _typical(work: Callable[[], object], runs: int) -> float:
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return median(times)


def markitdown(path: str) -> dict[str, object]:
    """Milliseconds to convert a Word file."""
    from markitdown import MarkItDown

    converter = MarkItDown()
    return {"ms": _typical(lambda: converter.convert(path), 7)}


def numbers(path: str, examples: list[str]) -> dict[str, object]:
    """Milliseconds for the Chinese number, percentage and currency models together, and what they make of examples."""
    from recognizers_number import Culture, NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer

    recognizer, united = NumberRecognizer(Culture.Chinese), NumberWithUnitRecognizer(Culture.Chinese)
    models = (recognizer.get_number_model(), recognizer.get_percentage_model(), united.get_currency_model())
    text = Path(path).read_text("utf-8")

    def read(words: str) -> list[str]:
        found = []
        for model in models:
            for result in model.parse(words):
                resolution = result.resolution or {}
                found.append(f"{result.text} → {resolution.get('value')} {resolution.get('unit') or ''}".strip())
        return found

    return {"ms": _typical(lambda: [model.parse(text) for model in models], 3), "examples": {words: read(words) for words in examples}}


if __name__ == "__main__":
    print(json.dumps(markitdown(sys.argv[2]) if sys.argv[1] == "markitdown" else numbers(sys.argv[2], sys.argv[3:])))
