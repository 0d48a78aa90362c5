"""The labelled sets by name or folder, and what measuring one of them gave."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from jiheng.batch.benchmark.fact_rates import score_facts
from jiheng.batch.benchmark.labelled import load_report
from jiheng.batch.benchmark.planted import load_planted, score_planted
from jiheng.batch.benchmark.relation_rates import score_relations
from jiheng.batch.benchmark.tally import Tally
from jiheng.batch.pool import Lost, in_order, workers_for
from jiheng.core.casefile import steps
from jiheng.core.errors import JihengError

NAMES = ("seeds", "public-dev", "public-held", "unseen", "fresh", "injected")
_HELD = "held-"
_TRUTH = ".truth.yaml"
CRASHED = "检查程序出错"


@dataclass(slots=True)
class SetResult:
    """One set measured. `details` stay empty for held sets: of those only the rates are told."""

    name: str
    documents: int
    facts: Tally = field(default_factory=Tally)
    relations: Tally = field(default_factory=Tally)
    planted: Tally = field(default_factory=Tally)
    details: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        """`jiheng.benchmark/1`."""
        tallies = {"facts": self.facts, "relations": self.relations, "planted": self.planted}
        named: dict[str, object] = {name: tally.as_json() for name, tally in tallies.items() if tally.tries}
        return {"schema": "jiheng.benchmark/1", "set": self.name, "documents": self.documents, **named, "details": self.details}


@dataclass(frozen=True, slots=True)
class _Job:
    path: Path
    seeds: Path


def measure(name: str, *, workers: int = 0) -> SetResult:
    """Measures a set by name (inside the repository) or by folder. Raises: JihengError JH-U-006."""
    paths, seeds = find_set(name)
    jobs = [_Job(path, seeds) for path in paths]
    result = SetResult(name, len(paths))
    quiet = name == "public-held" or all(path.name.startswith(_HELD) for path in paths)
    for given in in_order(_one, jobs, workers or workers_for(len(jobs))):
        if isinstance(given, Lost):
            raise JihengError("JH-S-901", "处理此文件的进程意外终止", where=given.item.path.name)
        result.facts.merge(given.facts)
        result.relations.merge(given.relations)
        result.planted.merge(given.planted)
        if not quiet:
            result.details += given.details
    return result


def find_set(name: str) -> tuple[list[Path], Path]:
    """The files of a set and the folder of the seeds. Raises: JihengError JH-U-006."""
    root = _repository()
    seeds = root.parent / "shared" / "seeds" if root else Path("seeds")
    folder = Path(name)
    if name in NAMES:
        if root is None:
            raise JihengError("JH-U-006", f"这里没有标注集 {name}", mend="标注集只在源代码库中；别处请用 --set 文件夹")
        if name == "seeds" and not seeds.is_dir():
            raise JihengError("JH-U-006", "本机没有 ../shared/seeds 中的原文", mend="标注集 seeds 只有标注，没有原文；请改用其他标注集")
        folder = root / "tests" / "labelled" / name.partition("-")[0]
    if not folder.is_dir():
        mend = "先运行 python -m tests.injector.make 生成" if name == "injected" else f"可用的名称：{'、'.join(NAMES)}；或写一个文件夹"
        raise JihengError("JH-U-006", f"没有标注集 {name}", mend=mend)
    files = sorted(folder.glob("*.yaml"))
    if name.startswith("public-"):
        files = [path for path in files if path.name.startswith(_HELD) == (name == "public-held")]
    truths = [path for path in files if path.name.endswith(_TRUTH)]
    chosen = [path for path in truths if not path.name.startswith("twin-")] if truths else files
    if not chosen:
        raise JihengError("JH-U-006", f"{name} 中没有标注文件", mend="标注文件是 .yaml，格式见 tests/labelled/README.md")
    return chosen, seeds


def _repository() -> Path | None:
    """The repository that this program runs in, if it does."""
    for folder in (Path.cwd(), *Path.cwd().parents, *Path(__file__).resolve().parents):
        if (folder / "tests" / "labelled" / "README.md").is_file():
            return folder
    return None


def _one(job: _Job) -> SetResult:
    """One document of a set."""
    result = SetResult(job.path.stem, 1)
    if job.path.name.endswith(_TRUTH):
        score = score_planted(load_planted(job.path))
        result.planted, result.details = score.tally, score.lines
        return result
    report = load_report(job.path, job.seeds)
    document = steps.read(report.data, f"{report.id}.{report.format}")
    statements = steps.facts(document)
    result.facts, unread = score_facts(report, statements.facts)
    audit = steps.audit(document, statements)
    result.relations, wrong = score_relations(report, audit.findings)
    crashed = [f"{CRASHED} {crash.code} {crash.trouble}" for crash in audit.crashes]
    result.details = [f"{report.id} {line}" for line in [*unread, *wrong, *crashed]]
    return result
