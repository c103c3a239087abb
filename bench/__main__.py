"""All measurements, one after the other: `python -m bench [visit|identify|reading|start_up …]`."""

from __future__ import annotations

import sys
from collections.abc import Callable

from bench import identify, reading, start_up, visit

ALL: dict[str, Callable[[], object]] = {
    "visit": visit.report,
    "identify": identify.report,
    "reading": reading.report,
    "start_up": start_up.report,
}


def main() -> None:
    wanted = sys.argv[1:] or list(ALL)
    if unknown := [name for name in wanted if name not in ALL]:
        sys.exit(f"no such measurement: {', '.join(unknown)}; there are {', '.join(ALL)}")
    for name in wanted:
        print(f"--- {name}", flush=True)
        ALL[name]()


if __name__ == "__main__":
    main()
