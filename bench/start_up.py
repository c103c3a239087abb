"""Start-up of the command, as a multiple of an empty Python process: `python -m bench.start_up`."""

from __future__ import annotations

import resource
import subprocess
import sys

COMMAND = "from crawler.cli import main; main()"
REQUEST = (
    b'{"url": "https://www.google-analytics.com/g/collect?v=2", "document_url": "https://www.example.com/"}\n'
)


def processor_seconds(*arguments: str, stdin: bytes = b"") -> float:
    """Of a Python process with these arguments; the best of five, after one to warm up."""
    times = []
    for _ in range(6):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], check=True, input=stdin, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times[1:])


def report() -> None:
    """Print both start-ups and their ratios."""
    empty = processor_seconds("-c", "pass")
    for title, seconds in (
        ("undeclared --version", processor_seconds("-c", COMMAND, "--version")),
        ("undeclared identify, one request", processor_seconds("-c", COMMAND, "identify", stdin=REQUEST)),
    ):
        print(f"{title}: {seconds:.2f} s, {seconds / empty:.0f} × an empty Python process")


if __name__ == "__main__":
    report()
