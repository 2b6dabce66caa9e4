"""A share that has ended by itself can go on with one click."""

from shareapp.ui.end_words import ended
from shareapp.ui.i18n import Translations
from shareapp.ui.messages import Action


def test_the_last_button_shares_again(translations: Translations) -> None:
    notice = ended()
    assert (notice.severity, notice.title, notice.dismissible) == ("warn", "This share has ended", False)
    assert [fix.action for fix in notice.fixes] == [Action.END_SETTINGS, Action.RENEW]
    assert [fix.accent for fix in notice.fixes] == [False, True]
