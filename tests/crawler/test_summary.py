"""Reports and differences as lines in a terminal."""

from __future__ import annotations

from crawler.summary import difference_lines
from reports.diff import Change, Difference

NOTHING = Change((), (), ())


def test_a_difference_names_the_sites_that_it_says_nothing_of() -> None:
    changed = Difference("a", "b", NOTHING, NOTHING, NOTHING, NOTHING, ("https://down.test/",))
    assert "https://down.test/" in list(difference_lines(changed))[1]
