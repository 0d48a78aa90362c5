"""Fills an empty database with the sample departments; a database that holds anything is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import yaml
from django.db import transaction

from jiheng.apps.accounts.selectors import organisations
from jiheng.apps.evaluation.choices import SubmissionState
from jiheng.site.demo.budget import fill_budget
from jiheng.site.demo.evaluation import load_evaluation
from jiheng.site.demo.handover import hand_over
from jiheng.site.demo.monitoring import load_monitoring
from jiheng.site.demo.people import Sample, load_people
from jiheng.site.demo.targets import load_targets

_FINISHED = (1, 2, 3, 4)  # of these departments the self-evaluation is written to the end
_HANDED = {1: SubmissionState.WITH_HEAD, 2: SubmissionState.ACCEPTED, 3: SubmissionState.RETURNED}  # and so far it came


def load() -> Iterator[str]:
    """Load the samples unless somebody is there already; the lines tell who may sign in."""
    said = yaml.safe_load((files("jiheng") / "samples" / "demo" / "people.yaml").read_text("utf-8"))
    if not organisations().exists():
        with transaction.atomic():
            for number, sample in enumerate(load_people(said)):
                _books(sample)
                evaluation = load_evaluation(sample, finished=number in _FINISHED)
                if number in _HANDED:
                    hand_over(sample, evaluation, _HANDED[number])
    yield "演示账号（密码都是 " + said["password"] + "）："
    for entry in said["departments"]:
        user = entry["user"]
        yield f"  {entry['short_name']}：填报 {user}　委室 {user}-ws　负责人 {user}-fz"
    for entry in said["bureaus"]:
        yield f"  {entry['person']}：{entry['user']}"
    yield f"  {said['administrator']['person']}：{said['administrator']['user']}"


def _books(sample: Sample) -> None:
    """The books of one department's year out of its case file."""
    fill_budget(sample)
    load_targets(sample)
    load_monitoring(sample)
