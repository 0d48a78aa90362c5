"""A token and a registered address of a department's clerk, for walks over every address."""

from __future__ import annotations

from jiheng.apps.tokens.services import issue_token
from jiheng.apps.webhooks.choices import TOLD
from jiheng.apps.webhooks.services import probe, register


def keep_doors(clerk, department) -> None:
    issue_token(actor=clerk, name="只有本单位看得到的令牌", scopes=["budget:read"], days=30)
    hook, _ = register(actor=clerk, address="https://only-we-see.example/只有本单位看得到", events=list(TOLD), department=department)
    probe(actor=clerk, hook=hook)
