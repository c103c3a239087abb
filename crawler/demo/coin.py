"""The coin behind the demonstration's random tracker."""

from __future__ import annotations

import threading
from collections import Counter


def thue_morse(n: int) -> bool:
    """The n-th term (from 0) of the Thue–Morse sequence, read as heads = even number of one bits.

    Fair in every pair of terms, without a period, and never three alike in a row: any three visits that
    follow one another see the tracker come and go, whatever else is interleaved with them.
    """
    return n.bit_count() % 2 == 0


class FairCoin:
    """Tosses that are the same in every run of the demonstration, and balanced for every kind of visitor.

    Each kind (`baseline`, `dnt`, `gpc`) has a sequence of its own, so that neither the order nor the
    concurrency of visits changes what a kind sees. Visitors with a signal get the complement: a tool that
    compares one visit with one visit takes the chance for obedience.
    """

    def __init__(self) -> None:
        self._tosses: Counter[str] = Counter()
        self._lock = threading.Lock()

    def toss(self, kind: str) -> bool:
        """Heads or tails for one more visit of this kind."""
        with self._lock:
            n = self._tosses[kind]
            self._tosses[kind] += 1
        return thue_morse(n) == (kind == "baseline")
