"""Sentences with a number, in their plural forms."""

import pytest

from shareapp.ui.counted import Counted
from shareapp.ui.i18n import Translations


@pytest.mark.parametrize(
    ("transfers", "sentence"),
    [(1, "Stop 1 transfer and share “{folder}”?"), (2, "Stop 2 transfers and share “{folder}”?")],
)
def test_one_is_not_many(translations: Translations, transfers: int, sentence: str) -> None:
    assert Counted().stop_transfers_and_share(transfers) == sentence


def test_korean_counts_as_well(translations: Translations) -> None:
    translations.apply("ko")
    assert Counted().stop_transfers_and_share(2) == "전송 2건을 중지하고 “{folder}” 폴더를 공유할까요?"
