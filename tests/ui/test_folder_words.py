"""What is said about folders that cannot be taken, or not at once."""

from pathlib import Path

from shareapp.ui import folder_words
from shareapp.ui.i18n import Translations
from shareapp.ui.messages import Action


def test_a_path_that_leads_nowhere_is_named(translations: Translations) -> None:
    notice = folder_words.no_such_folder(Path("/gone"))
    assert (notice.severity, notice.text) == ("warn", str(Path("/gone")))
    assert [fix.action for fix in notice.fixes] == [Action.CHOOSE_FOLDER]


def test_the_folder_of_a_file_is_offered_unless_it_is_the_chosen_one(translations: Translations) -> None:
    (offer,) = folder_words.only_folders(Path("/home/jimin/Documents")).fixes
    assert (offer.action, offer.label) == (Action.USE_FOLDER, "Share “Documents” instead")
    assert offer.value == Path("/home/jimin/Documents")
    chosen = folder_words.file_of_chosen(Path("/home/jimin/Documents"))
    assert (chosen.text, chosen.fixes) == ("Its folder, “Documents”, is chosen already.", ())


def test_transfers_are_counted_before_they_are_ended(translations: Translations) -> None:
    notice = folder_words.transfers_open(Path("/home/jimin/Site"), 2)
    assert notice.title == "Stop 2 transfers and share “Site”?"
    assert [(fix.action, fix.value) for fix in notice.fixes] == [(Action.STOP_AND_USE_FOLDER, Path("/home/jimin/Site"))]


def test_after_the_transfers_the_folder_is_offered(translations: Translations) -> None:
    notice = folder_words.transfers_over(Path("/home/jimin/Site"))
    assert notice.title == "All transfers have ended"
    assert [(fix.action, fix.label) for fix in notice.fixes] == [(Action.USE_FOLDER, "Share “Site”")]
