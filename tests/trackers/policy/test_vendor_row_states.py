"""Tables in which a cell says whether what the row names is in use."""

from __future__ import annotations

import pytest

from trackers.catalogue import load_catalogue
from trackers.policy import read_document, read_policy


def _stances(text: str, content_type: str) -> dict[str, str]:
    document = read_document(text, url="https://shop.test/cookies", content_type=content_type)
    return {vendor.vendor: vendor.stance for vendor in read_policy([document], load_catalogue()).vendors}


def _in_html(rows: list[tuple[str, ...]], language: str = "en") -> dict[str, str]:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    page = f'<html lang="{language}"><body><main><table>{cells}</table></main></body></html>'
    return _stances(page, "text/html")


def _in_markdown(rows: list[tuple[str, ...]]) -> dict[str, str]:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, "|---" * len(rows[0]) + "|")
    return _stances("# Tools of this shop\n\n" + "\n".join(lines) + "\n", "text/markdown")


@pytest.mark.parametrize("read", [_in_html, _in_markdown])
@pytest.mark.parametrize(
    "state",
    [
        "Not currently active",
        "not used",
        "Disabled",
        "no longer in use",
        "Currently not in use.",
        "Removed in 2023",
    ],
)
def test_the_state_of_a_row_is_that_of_its_tool(read: object, state: str) -> None:
    assert callable(read)
    head = ("Tool", "Purpose", "Status")
    rows = [head, ("Matomo", "Counts visits", "In use"), ("Criteo", "Advertising", state)]
    assert read(rows) == {"Matomo": "used", "Criteo": "denied"}


@pytest.mark.parametrize(
    ("language", "state"),
    [
        ("de", "derzeit nicht aktiv"),
        ("de", "deaktiviert"),
        ("fr", "désactivé"),
        ("fr", "n’est plus utilisé"),
        ("es", "no activo"),
        ("it", "non più in uso"),
        ("nl", "niet meer in gebruik"),
        ("pt", "desativado"),
        ("pl", "nieaktywne"),
    ],
)
def test_states_are_read_in_every_language(language: str, state: str) -> None:
    rows = [("Tool", "Status"), ("Matomo", "OK"), ("Criteo", state)]
    assert _in_html(rows, language) == {"Matomo": "used", "Criteo": "denied"}


@pytest.mark.parametrize("text", ["Disabled if you opt out.", "Not used for advertising", "Used", ""])
def test_a_cell_that_says_more_or_else_denies_nothing(text: str) -> None:
    rows = [("Tool", "Status"), ("Matomo", "In use"), ("Criteo", text)]
    assert _in_html(rows) == {"Matomo": "used", "Criteo": "used"}


def test_a_bare_no_counts_below_a_heading_that_asks_for_it() -> None:
    rows = [("Matomo", "Counts visits", "Yes"), ("Criteo", "Advertising", "No")]
    assert _in_html([("Tool", "Purpose", "In use?"), *rows])["Criteo"] == "denied"
    assert _in_html([("Tool", "Purpose", "Outside of the EU"), *rows])["Criteo"] == "used"


@pytest.mark.parametrize("read", [_in_html, _in_markdown])
def test_one_cookie_that_is_off_leaves_its_provider_in_use(read: object) -> None:
    assert callable(read)
    rows = [
        ("Cookie", "Provider", "Purpose", "State"),
        ("_hjSessionUser_12", "Hotjar", "Surveys", "Not used"),
        ("_hjSession_12", "Hotjar", "Statistics", "In use"),
    ]
    assert read(rows) == {"Hotjar": "used"}


def test_a_tool_of_several_rows_is_off_only_when_all_of_them_are() -> None:
    page = (
        "<html><body><main><table><tr><th>Tool</th><th>Part</th><th>Status</th></tr>"
        '<tr><td rowspan="2">Criteo</td><td>Banner</td><td>disabled</td></tr>'
        "<tr><td>Video</td><td>{}</td></tr></table></main></body></html>"
    )
    assert _stances(page.format("in use"), "text/html") == {"Criteo": "used"}
    assert _stances(page.format("disabled"), "text/html") == {"Criteo": "denied"}
