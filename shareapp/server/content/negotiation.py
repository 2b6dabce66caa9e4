"""What the client would rather have, of what there is: media types and languages by weight (RFC 9110 section 12)."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from shareapp.server.message import Headers

_WEIGHT = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")  # RFC 9110 section 12.4.2


class _Range(NamedTuple):
    value: str
    weight: float


def preferred_type(headers: Headers, offers: Sequence[str]) -> str | None:
    """The media type of ``offers`` that ``Accept`` weighs most, None when it refuses all of them.

    At equal weight the one that is named more exactly wins, then the earlier offer; without the field, the first.
    """
    ranges = [_parsed(value) for value in headers.get_list("Accept")]
    if not ranges:
        return offers[0]
    best = max(offers, key=lambda offer: _rank(offer, ranges))
    return best if _rank(best, ranges)[0] > 0 else None


def _rank(offer: str, ranges: Sequence[_Range]) -> tuple[float, int]:
    """Weight, then exactness. The weight is that of the most exact range (RFC 9110 section 12.5.1)."""
    exactness, weight = max((_exactness(item.value, offer), item.weight) for item in ranges)
    return (weight, exactness) if exactness else (0.0, 0)


def _exactness(wanted: str, offer: str) -> int:
    """How exactly the media range ``wanted`` names ``offer``; 0 is not at all."""
    if wanted == offer:
        return 3
    if wanted == offer.partition("/")[0] + "/*":
        return 2
    return int(wanted == "*/*")


def preferred_language(headers: Headers, offers: Sequence[str]) -> str:
    """The language of ``offers`` that ``Accept-Language`` weighs most; "ko-KR" asks for "ko" too (RFC 4647).

    At equal weight the one that stands first in the field wins. A person always gets some language: the first offer
    when none is wanted.
    """
    chosen, weight = offers[0], 0.0
    for wanted in map(_parsed, headers.get_list("Accept-Language")):
        if wanted.weight > weight and (offer := _spoken(wanted.value, offers)):
            chosen, weight = offer, wanted.weight
    return chosen


def _spoken(wanted: str, offers: Sequence[str]) -> str | None:
    if wanted == "*":
        return offers[0]
    return next((offer for offer in offers if wanted == offer or wanted.startswith(offer + "-")), None)


def _parsed(value: str) -> _Range:
    """One member with its weight: 1 when it gives none, 0 when what it gives is none."""
    name, *parameters = (part.strip(" \t").lower() for part in value.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            return _Range(name, float(parameter[2:]) if _WEIGHT.fullmatch(parameter[2:]) else 0.0)
    return _Range(name, 1.0)
