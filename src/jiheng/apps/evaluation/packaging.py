"""The package of a self-evaluation: the same files, byte for byte, that the command line makes of its case file."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import version
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from jiheng.apps.evaluation.compiling.compile import Compiled
from jiheng.core.casefile.load_case import load_case
from jiheng.core.casefile.package import Package, make_package

_DAY = (1980, 1, 1, 0, 0, 0)  # so that one content is one file


def package_of(compiled: Compiled) -> Package:
    """The package of the case as it stands; the last few stay in memory, for their files are fetched one by one.

    Raises: CaseError while something in the case must be mended; LawbookError for a pack without an outline.
    """
    return _made(compiled.name, compiled.text)


@lru_cache(maxsize=8)
def _made(name: str, text: bytes) -> Package:
    return make_package(load_case(text, name), program=f"jiheng {version('jiheng')}")


def zipped(package: Package) -> bytes:
    """All files of a package as one."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in package.files.items():
            archive.writestr(ZipInfo(name, _DAY), data, ZIP_DEFLATED)
    return out.getvalue()
