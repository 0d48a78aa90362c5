"""The one task of the queue: carry a job on."""

from __future__ import annotations

from django_tasks import task

from jiheng.apps.jobs import services


@task()
def carry_on(number: int) -> None:
    """Run the job from its checkpoint."""
    services.run_job(number)
