"""Generates `trackers/long_tail.json` and the long tail's rows in NOTICE.

Run `python -m tools.catalogue` (`nox -s catalogue`): fetches the pinned packages with npm, checks hash and
licence, writes the file one row a line (so that its diff can be reviewed) and reports where it disagrees
with the vendor files written by hand, which win. `--packages DIR` takes the tarballs from a folder;
`--date` sets the date that becomes the catalogue's version.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from pathlib import Path
from typing import Any

from tools.catalogue.extraction import open_cookie_database, prebid, tarteaucitron, third_party_web
from tools.catalogue.packages import Package, load_packages
from tools.catalogue.rows import Row, correct
from trackers.catalogue import LONG_TAIL, load_catalogue
from trackers.site import registrable_domain

NOTICE = LONG_TAIL.parent.parent / "NOTICE"
_BEGIN = "--- begin: sources of trackers/long_tail.json (generated) ---"
_END = "--- end: sources of trackers/long_tail.json ---"


def main() -> None:
    """Generate, write, report."""
    arguments = argparse.ArgumentParser(prog="python -m tools.catalogue", description=__doc__)
    arguments.add_argument("--packages", type=Path, help="folder with the packages' tarballs")
    arguments.add_argument("--date", default=datetime.datetime.now(datetime.UTC).date().isoformat())
    options = arguments.parse_args()
    packages = load_packages(options.packages)
    rows = make_rows(packages)
    before = json.loads(LONG_TAIL.read_text("utf-8")) if LONG_TAIL.exists() else {"products": []}
    LONG_TAIL.write_text(as_text(rows, packages, options.date), "utf-8")
    _write_notice(packages)
    _report(before["products"], [row.as_json() for row in rows])


def make_rows(packages: dict[str, Package]) -> list[Row]:
    """The rows of all packages, sorted by name."""
    rows = [correct(row) for row in third_party_web(packages["third-party-web"])]
    names: dict[str, tuple[str, str]] = {}
    for row in rows:
        for host in row.hosts:
            names.setdefault(registrable_domain(host), (row.name, row.company))
    rows += open_cookie_database(packages["@slashgear/gdpr-cookie-scanner"])
    rows += prebid(packages["prebid.js"], names)
    rows += tarteaucitron(packages["tarteaucitronjs"], set(names))
    # Within one name the order of the packages stays: the first has the say on company and category.
    return sorted(rows, key=lambda row: (row.name.casefold(), row.name))


def as_text(rows: list[Row], packages: dict[str, Package], date: str) -> str:
    """JSON with one row a line."""
    companies = {}
    for row in rows:
        found = companies.setdefault(row.company, {"name": row.company, "origin": row.origin})
        found.setdefault("licence", row.licence)
        if row.website and "website" not in found and row.company == row.name:
            found["website"] = row.website
    sources = [{"name": p.name, "version": p.version, "licence": p.licence} for p in packages.values()]
    lists: dict[str, list[dict[str, Any]]] = {
        "sources": sources,
        "companies": [companies[name] for name in sorted(companies, key=str.casefold)],
        "products": [row.as_json() for row in rows],
    }
    parts = [f'"date": "{date.replace("-", ".")}"']
    for key, values in lists.items():
        lines = ",\n".join(json.dumps(value, ensure_ascii=False) for value in values)
        parts.append(f'"{key}": [\n{lines}\n]')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _write_notice(packages: dict[str, Package]) -> None:
    lines = [_BEGIN, ""]
    for package in packages.values():
        lines += [f"{package.name} {package.version} ({package.licence})", f"  {package.copyright}"]
        lines += [f"  Taken from it: {package.what}.", ""]
    text = NOTICE.read_text("utf-8") if NOTICE.exists() else "undeclared\n"
    head, _, rest = text.partition(_BEGIN)
    tail = rest.partition(_END)[2].strip()
    blocks = [head.rstrip(), "\n".join([*lines, _END]), tail]
    NOTICE.write_text("\n\n".join(block for block in blocks if block) + "\n", "utf-8")


def _report(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> None:
    old = {(row["name"], row["origin"].rpartition(" ")[0]): row for row in before}
    new = {(row["name"], row["origin"].rpartition(" ")[0]): row for row in after}
    changed = [key for key in old.keys() & new.keys() if old[key] != new[key]]
    print(
        f"{len(new)} rows: {len(new.keys() - old.keys())} new, {len(old.keys() - new.keys())} gone, "
        f"{len(changed)} changed"
    )
    conflicts = load_catalogue().conflicts
    print(f"{len(conflicts)} conflicts with the files written by hand (which win):")
    sys.stdout.writelines(f"  {conflict}\n" for conflict in conflicts)


if __name__ == "__main__":
    main()
