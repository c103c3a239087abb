"""The project's sessions. With nox: `nox -s demo`; without: `python3 noxfile.py -s demo` installs nox first."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
LAUNCHER = HERE / ".nox" / "launcher"


def start_nox() -> int:
    """Run this file with a nox of its own in `.nox/launcher`; needs nothing but Python and pip.

    Debian's Python may lack `ensurepip` and refuses `pip install`; a virtualenv installed into a temporary
    folder (`--target` is allowed everywhere) makes the environment then.
    """
    python = LAUNCHER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists() or _fails([python, "-c", "import nox"]):
        _make_environment()
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "nox>=2024.10"]
        subprocess.run(pip, check=True)
    arguments = [python, "-m", "nox", "--noxfile", str(HERE / "noxfile.py"), *sys.argv[1:]]
    return subprocess.run(arguments, check=False).returncode


def _make_environment() -> None:
    if not _fails([sys.executable, "-m", "venv", "--clear", str(LAUNCHER)]):
        return
    with tempfile.TemporaryDirectory() as folder:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--target", folder, "virtualenv"]
        subprocess.run(pip, check=True)
        environment = {**os.environ, "PYTHONPATH": folder}
        subprocess.run(
            [sys.executable, "-m", "virtualenv", "--clear", str(LAUNCHER)], check=True, env=environment
        )


def _fails(command: list[str | Path]) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode != 0


try:
    import nox
except ImportError:
    if __name__ == "__main__":
        sys.exit(start_nox())
    raise

nox.options.sessions = ["tests", "lint"]
nox.options.reuse_existing_virtualenvs = True

PROJECT = nox.project.load_toml(HERE / "pyproject.toml")
TEST_GROUP = nox.project.dependency_groups(PROJECT, "test")
LINT_GROUP = nox.project.dependency_groups(PROJECT, "lint")
BENCH_GROUP = nox.project.dependency_groups(PROJECT, "bench")
PACKAGES = ("crawler", "reports", "trackers")


@nox.session
def demo(session: nox.Session) -> None:
    """Run the main job on the embedded demonstration web."""
    session.install("-e", ".")
    session.run("undeclared", "demo", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests; arguments after `--` go to pytest."""
    session.install("-e", ".", *TEST_GROUP)
    session.run("undeclared", "doctor")
    session.run("pytest", "-n", "auto", "--dist", "loadgroup", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check style, types and the three floors: ruff, ruff format, mypy --strict, import-linter."""
    session.install("-e", ".", *LINT_GROUP)
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("mypy")
    session.run("lint-imports")


@nox.session
def bench(session: nox.Session) -> None:
    """Measure: a visit against a bare Playwright visit, attribution, decoding, policy reading, start-up."""
    session.install("-e", ".", *BENCH_GROUP)
    session.run("python", "-m", "bench", *session.posargs)


@nox.session
def docs(session: nox.Session) -> None:
    """Write the parts of docs/ that come from the code (command help, settings, schema) and check the links."""
    session.install("-e", ".")
    session.run("python", "-m", "docs.generate", *session.posargs)


@nox.session
def catalogue(session: nox.Session) -> None:
    """Generate the long tail of trackers from pinned npm packages; needs npm."""
    session.install("-e", ".")
    session.run("python", "-m", "tools.catalogue", *session.posargs)


@nox.session
def build(session: nox.Session) -> None:
    """Build wheel and sdist, install the wheel into an empty environment, and run the demonstration from it."""
    session.install("build")
    dist = HERE / "dist"
    for old in dist.glob("undeclared-*"):
        old.unlink()
    session.run("python", "-m", "build", "--outdir", str(dist))
    wheel = next(dist.glob("undeclared-*.whl"))
    if faults := wheel_faults(wheel):
        session.error("; ".join(faults))
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "empty"
        session.run("python", "-m", "venv", str(empty), external=True)
        scripts = empty / ("Scripts" if os.name == "nt" else "bin")
        session.run(str(scripts / "python"), "-m", "pip", "install", "--quiet", str(wheel), external=True)
        session.cd(folder)
        session.run(str(scripts / "undeclared"), "--version", external=True)
        session.run(str(scripts / "undeclared"), "demo", "--out", str(Path(folder) / "demo"), external=True)


def wheel_faults(wheel: Path) -> list[str]:
    """Why a wheel does not hold exactly the three packages with all their files; empty where it does."""
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    files = (path for package in PACKAGES for path in (HERE / package).rglob("*") if path.is_file())
    wanted = {path.relative_to(HERE).as_posix() for path in files if path.suffix != ".pyc"}
    faults = [f"not in the wheel: {name}" for name in sorted(wanted - held)]
    faults += [f"in the wheel by mistake: {name}" for name in sorted(held - wanted)]
    return faults + [f"no py.typed in {name}" for name in PACKAGES if f"{name}/py.typed" not in held]


if __name__ == "__main__":
    nox.main()
