"""The data at the top of Markdown files: it gives the page its title and says nothing of vendors."""

from __future__ import annotations

import pytest

from trackers.catalogue import load_catalogue
from trackers.policy import read_document
from trackers.policy.documents.front_matter import FrontMatter, front_matter
from trackers.policy.vendors.mentions import vendors

_PAGE = """---
title: "Ovenly sub-processors"
description: >
  How Hotjar and others help us
tags:
  - privacy
---

We bake bread.
"""


def test_it_ends_behind_the_second_line_and_gives_the_title() -> None:
    found = front_matter(_PAGE)
    assert found.title == "Ovenly sub-processors"
    assert _PAGE[found.end :].strip() == "We bake bread."


@pytest.mark.parametrize(
    "text",
    [
        "We bake bread.",
        "---\nWe bake bread, and nobody counts it.\n---\nThat is all.",
        "---\ntitle: Ovenly\nWithout an end",
        "---\n" + "key: value\n" * 50_000,
    ],
)
def test_a_text_between_rules_is_no_front_matter(text: str) -> None:
    assert front_matter(text) == FrontMatter()


def test_its_lines_are_neither_headings_nor_mentions() -> None:
    document = read_document(_PAGE, url="policy.md", content_type="text/markdown")
    assert document.title == "Ovenly sub-processors"
    assert not [block for block in document.blocks if block.kind == "heading"]
    assert document.region_at(_PAGE.index("Hotjar")) == "header"
    assert not vendors([document], load_catalogue(), ())[0]
