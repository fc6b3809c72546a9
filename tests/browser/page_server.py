"""Pages in processes of their own, forked from one that has imported everything: importing takes seconds each time."""

import importlib
import multiprocessing
import os
import socket
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path

if sys.platform == "win32":
    _processes = multiprocessing.get_context("spawn")  # forks nothing: each page imports for itself
else:
    _processes = multiprocessing.get_context("forkserver")
    _processes.set_forkserver_preload(["tests.browser.scripted_page", "tests.browser.hostile_page", "chromadb"])


@contextmanager
def serving(folder: Path, *files: Path, module: str = "scripted_page") -> Iterator[str]:
    """The scripted page, or another, over a library in this folder, holding these files; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "server.log"
    arguments = (module, str(log), str(folder / "library"), str(port), *map(str, files))
    process = _processes.Process(target=_serve, args=arguments, daemon=True)
    process.start()
    try:
        _wait_until_healthy(process, port, log)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.join()


def _serve(module: str, log: str, *arguments: str) -> None:
    """What the forked process does: nobody's settings, all output to the log, the module's `main`."""
    for name in list(os.environ):
        if name.startswith("ONRECORD_"):
            del os.environ[name]
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(output, stream)
    importlib.import_module(f"tests.browser.{module}").main(*arguments)


def _wait_until_healthy(process: BaseProcess, port: int, log: Path) -> None:
    for _ in range(1800):  # a busy machine is no fault
        if not process.is_alive():
            raise RuntimeError(log.read_text())
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"no answer from the page: {log.read_text()}")
