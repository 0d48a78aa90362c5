"""The worker beside the server: takes up what a dead one left, gives signs of life, starts what is daily, runs the queue."""

from __future__ import annotations

import os
import signal
import socket
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError, connection

from jiheng.apps.jobs import services
from jiheng.apps.jobs.rounds import go_round

_BEAT, _LOOK = 5, 12


class Command(BaseCommand):
    """`jobs_worker --name NAME`: who starts it again under the same name says that the one before is dead."""

    requires_system_checks = []  # the server that starts it has looked
    help = "运行后台任务（jiheng serve 会自己启动它）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Its name, and how often it looks for work."""
        parser.add_argument("--name", default=f"{socket.gethostname()}:{os.getpid()}"[:64])
        parser.add_argument("--interval", type=float, default=1)

    def handle(self, *_: Any, **options: Any) -> None:
        """Run until told to stop, or until the server that started it is gone."""
        name: str = options["name"]
        services.take_up_left(gone={name})
        services.start_daily()
        services.beat(name)
        threading.Thread(target=_live, args=(name, os.getppid()), daemon=True).start()
        threading.Thread(target=go_round, args=(threading.Event(),), daemon=True).start()
        call_command("db_worker", worker_id=name, interval=options["interval"], startup_delay=False, reload=False, verbosity=0)


def _live(name: str, parent: int) -> None:
    rounds = 0
    pause = threading.Event()
    while not pause.wait(_BEAT):
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
            return
        rounds += 1
        try:
            services.beat(name)
            if rounds % _LOOK == 0:
                services.take_up_left()
                services.start_daily()
        except OperationalError:
            connection.close()  # the database is busy or restarts; the next beat tries again
