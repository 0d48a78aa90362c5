"""What must be kept to get the same result again: program, pack and its files, the case, and every file that was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files

from jiheng.core.rulepack.outline_files import lineage


@dataclass(frozen=True, slots=True)
class Receipt:
    """Versions and hashes of one package; `packs` and `files` map names to sha256.

    `code` is the version that it was handed over as.
    """

    program: str
    case: str
    case_sha256: str
    pack: str
    packs: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...]
    code: str = ""

    def as_json(self) -> dict[str, object]:
        """The receipt as `jiheng.receipt/1`."""
        return {
            "schema": "jiheng.receipt/1",
            "program": self.program,
            "case": {"name": self.case, "sha256": self.case_sha256},
            "pack": {"id": self.pack, "files": dict(self.packs)},
            "files": dict(self.files),
            **({"version_code": self.code} if self.code else {}),
        }


def receipt_for(program: str, case: str, case_sha256: str, pack: str, made: Mapping[str, bytes], code: str = "") -> Receipt:
    """The receipt of files just made from a case by a pack. Raises: LawbookError JH-P-031 for a pack that is not there."""
    folder = files("jiheng") / "lawbook" / "packs"
    packs = tuple((id, sha256(folder.joinpath(f"{id}.yaml").read_bytes()).hexdigest()) for id in lineage(pack))
    return Receipt(program, case, case_sha256, pack, packs, tuple((name, sha256(data).hexdigest()) for name, data in made.items()), code)
