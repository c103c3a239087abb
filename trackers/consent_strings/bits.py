"""Bit fields as IAB consent strings pack them: base64url, big-endian, ranges, Fibonacci integers.

Sources: IAB Tech Lab, "Consent string and vendor list formats v2" and "Global Privacy Platform".
"""

from __future__ import annotations

from datetime import UTC, datetime

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_SEXTETS = {letter: f"{index:06b}" for index, letter in enumerate(_ALPHABET)}
_SEXTETS |= {"+": _SEXTETS["-"], "/": _SEXTETS["_"]}

MAX_ID = 1 << 16
"""Vendor ids have 16 bits; a larger one is a broken string, not a list to be expanded."""


class ConsentStringError(ValueError):
    """The string is not what it claims to be; the message says where it breaks."""


class Bits:
    """A cursor over the bits of one segment.

    Every `read…` method raises ConsentStringError when the segment ends too soon.
    """

    def __init__(self, segment: str) -> None:
        """`segment` is base64url without padding (padding and the plain alphabet are tolerated)."""
        try:
            self._bits = "".join([_SEXTETS[letter] for letter in segment.rstrip("=")])
        except KeyError as error:
            raise ConsentStringError(f"not base64url: {error.args[0]!r} in {segment[:40]!r}") from None
        self.position = 0

    def __len__(self) -> int:
        return len(self._bits)

    @property
    def remaining(self) -> int:
        """How many bits are left."""
        return len(self._bits) - self.position

    def padding_only(self) -> bool:
        """Whether all that is left is less than two bytes of zeros: the segment was read to its end."""
        rest = self._bits[self.position :]
        return len(rest) < 16 and "1" not in rest

    def take(self, count: int) -> str:
        """The next `count` bits as a string of 0 and 1."""
        end = self.position + count
        if end > len(self._bits):
            raise ConsentStringError(f"ends after {len(self._bits)} bits, {end} needed")
        taken = self._bits[self.position : end]
        self.position = end
        return taken

    def integer(self, width: int) -> int:
        """An unsigned integer of `width` bits."""
        return int(self.take(width), 2) if width else 0

    def flag(self) -> bool:
        """One bit."""
        return self.take(1) == "1"

    def integers(self, width: int, count: int) -> tuple[int, ...]:
        """`count` unsigned integers of `width` bits each."""
        return tuple(self.integer(width) for _ in range(count))

    def letters(self, count: int = 2) -> str:
        """`count` letters of six bits each, A = 0."""
        codes = self.integers(6, count)
        if any(code > 25 for code in codes):
            raise ConsentStringError(f"not letters: {codes}")
        return "".join(chr(code + 65) for code in codes)

    def moment(self) -> datetime:
        """A time in tenths of a second since the epoch, 36 bits."""
        return datetime.fromtimestamp(self.integer(36) / 10, tz=UTC)

    def members(self, width: int) -> tuple[int, ...]:
        """The one-based positions of the set bits in a field of `width` bits."""
        return tuple(index for index, bit in enumerate(self.take(width), 1) if bit == "1")

    def ranges(self) -> tuple[int, ...]:
        """Ids as a list of 12-bit length, each entry an id or a range of ids of 16 bits."""
        ids: list[int] = []
        for _ in range(self.integer(12)):
            is_range = self.flag()
            start = self.integer(16)
            ids.extend(self._span(start, self.integer(16) if is_range else start))
        return tuple(ids)

    def fibonacci(self) -> int:
        """A Fibonacci-coded integer: sums of 1, 2, 3, 5, 8 … ended by two set bits."""
        end = self._bits.find("11", self.position)
        if end < 0:
            raise ConsentStringError("a Fibonacci integer without an end")
        total, low, high = 0, 1, 2
        for bit in self.take(end + 1 - self.position):
            total += low if bit == "1" else 0
            low, high = high, low + high
        self.take(1)
        return total

    def fibonacci_ranges(self) -> tuple[int, ...]:
        """Ids as a list of 12-bit length, each entry's Fibonacci integers counting from the id before."""
        ids: list[int] = []
        last = 0
        for _ in range(self.integer(12)):
            is_range = self.flag()
            start = last + self.fibonacci()
            last = start + self.fibonacci() if is_range else start
            ids.extend(self._span(start, last))
        return tuple(ids)

    def optimized(self, *, fibonacci: bool = False) -> tuple[int, ...]:
        """Ids as a bit field or a list of ranges, whichever the encoder found shorter."""
        highest = self.integer(16)
        if not self.flag():
            return self.members(highest)
        return self.fibonacci_ranges() if fibonacci else self.ranges()

    @staticmethod
    def _span(start: int, end: int) -> range:
        if not 0 < start <= end < MAX_ID:
            raise ConsentStringError(f"impossible range of ids {start}–{end}")
        return range(start, end + 1)
