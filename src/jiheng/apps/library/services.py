"""Keeping files: what may come in, where its bytes lie, and which row of which book a file proves."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path, PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction

from jiheng.apps.accounts.models import Department, User
from jiheng.apps.library.models import Evidence, KeptFile
from jiheng.apps.library.selectors import evidence_by_row, evidence_of
from jiheng.apps.shared.changes import Actor, record, state_of

LARGEST = 50 * 1024 * 1024
# What people may bring, by its first bytes or, for plain text, its ending; the type is ours, never the browser's word.
_BEGINNINGS = (
    (b"%PDF-", ("pdf",), "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", ("png",), "image/png"),
    (b"\xff\xd8\xff", ("jpg", "jpeg"), "image/jpeg"),
    (b"\xd0\xcf\x11\xe0", ("xls", "doc"), "application/vnd.ms-office"),
    (b"PK\x03\x04", ("docx",), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"PK\x03\x04", ("xlsx",), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
)
_TEXTS = {"txt": "text/plain", "csv": "text/csv", "html": "text/html", "htm": "text/html"}


@transaction.atomic
def keep_file(*, actor: User, department: Department, name: str, data: bytes) -> KeptFile:
    """Keep a file for a department; bytes that are there already are not written again.

    Raises: ValidationError when it is empty, too large, or of a kind that nobody can read here.
    """
    plain = PurePath(name.replace("\\", "/")).name.strip()[-200:] or "未命名"
    if not data:
        raise ValidationError(f"“{plain}”是空文件；请检查原文件")
    if len(data) > LARGEST:
        raise ValidationError(f"“{plain}”有{len(data) // 1024 // 1024}MB，超过{LARGEST // 1024 // 1024}MB；请拆分或压缩图片后再传")
    kept = KeptFile(
        department=department, name=plain, sha256=sha256(data).hexdigest(), size=len(data), media_type=_media_type(plain, data), kept_by=actor
    )
    keep_bytes(data)
    kept.save()
    record(actor=actor, action="保存文件", thing=kept)
    return kept


@transaction.atomic
def attach(
    *,
    actor: User,
    department: Department,
    year: int,
    thing: models.Model,
    name: str,
    data: bytes,
    title: str = "",
    dated: date | None = None,
    sample: int | None = None,
) -> Evidence:
    """Keep a file as evidence of a row, told in the log. Whether the actor may is asked by the room that owns the row.

    Raises: ValidationError for a file that cannot be kept, or that this row has already.
    """
    kept = keep_file(actor=actor, department=department, name=name, data=data)
    there = evidence_of(thing).filter(file__sha256=kept.sha256).first()
    if there is not None:
        raise ValidationError(f"“{kept.name}”与已上传的“{there.title}”是同一份文件；不用再传")
    row = Evidence(
        department=department, year=year, kind=thing._meta.label_lower, number=thing.pk, file=kept, title=title.strip() or kept.name,
        dated=dated, sample=sample,
    )  # fmt: skip
    row.full_clean()
    row.save()
    record(actor=actor, action="上传佐证材料", thing=row, reason=f"用于{thing}"[:500])
    return row


@transaction.atomic
def detach(*, actor: User, evidence: Evidence, why: str) -> None:
    """Take a piece of evidence off its row, saying why; the file and the log keep what it was.

    Raises: ValidationError without a reason.
    """
    if not why.strip():
        raise ValidationError({"why": "请写明移除的原因；原来的文件仍留存，可在变更记录里查到"})
    record(actor=actor, action="移除佐证材料", thing=evidence, before=state_of(evidence), after={}, reason=why.strip())
    evidence.delete()


def detach_all(*, actor: Actor, kind: type[models.Model], numbers: Iterable[int], why: str) -> None:
    """Take the evidence of rows that are about to go off them, each told in the log; inside the caller's transaction."""
    for rows in evidence_by_row(kind, numbers).values():
        for row in rows:
            record(actor=actor, action="移除佐证材料", thing=row, before=state_of(row), after={}, reason=why)
            row.delete()


def keep_bytes(data: bytes) -> str:
    """Keep bytes under their hash, which is the answer; what is there already is not written again."""
    digest = sha256(data).hexdigest()
    path = path_of(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_bytes(data)
        draft.replace(path)  # whole or not at all
    return digest


def drop_bytes(digest: str) -> None:
    """Take away bytes that the program made and can make again, unless a person brought the same."""
    if digest and not KeptFile.objects.filter(sha256=digest).exists():
        path_of(digest).unlink(missing_ok=True)


def path_of(digest: str) -> Path:
    """Where the bytes of a hash lie."""
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest


def content_of(kept: KeptFile) -> bytes:
    """The bytes, proven to be those that were brought.

    Raises: OSError when they are gone, ValueError when they were altered on disk.
    """
    return bytes_of(kept.sha256, kept.name)


def bytes_of(digest: str, name: str) -> bytes:
    """The bytes of a hash, proven to be those.

    Raises: OSError when they are gone, ValueError when they were altered on disk.
    """
    data = path_of(digest).read_bytes()
    if sha256(data).hexdigest() != digest:
        raise ValueError(f"文件“{name}”在磁盘上被改动过，与保存时不同")
    return data


def _media_type(name: str, data: bytes) -> str:
    ending = PurePath(name).suffix.lower().lstrip(".")
    for beginning, endings, media_type in _BEGINNINGS:
        if data.startswith(beginning) and ending in endings:
            return media_type
    if ending in _TEXTS and b"\x00" not in data[:4096]:
        return _TEXTS[ending]
    known = "、".join([*(one for _, endings, _ in _BEGINNINGS for one in endings), *_TEXTS])
    raise ValidationError(f"“{name}”的内容与扩展名不符，或者不是可收的类型；可收 {known}")
