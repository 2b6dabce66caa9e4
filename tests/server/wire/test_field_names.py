"""The table of known names must not let in what the grammar refuses."""

from shareapp.server.wire.field_names import FIELD_NAMES
from shareapp.server.wire.grammar import TOKEN


def test_every_known_name_is_a_token_and_leads_to_its_lower_case() -> None:
    for name, lowered in FIELD_NAMES.items():
        assert TOKEN.fullmatch(name)
        assert lowered == name.lower()


def test_the_spellings_that_travel_are_known() -> None:
    assert {"Host", "host", "User-Agent", "ETag", "Etag", "sec-ch-ua", "Sec-Ch-Ua"} <= FIELD_NAMES.keys()
