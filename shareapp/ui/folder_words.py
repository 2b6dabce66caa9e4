"""What is said when something else than another folder was handed over, or at another time than one would like."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from shareapp.ui.counted import Counted
from shareapp.ui.messages import Action, Fix, Notice


def no_such_folder(folder: Path) -> Notice:
    """A folder was asked for, on the command line or from the recent ones, that is not there."""
    choose = Fix(Action.CHOOSE_FOLDER, QCoreApplication.translate("Messages", "Choose folder…"))
    return Notice("warn", QCoreApplication.translate("Messages", "This folder does not exist"), str(folder), (choose,))


def only_folders(instead: Path) -> Notice:
    """A file was handed over; its folder can be shared instead."""
    label = QCoreApplication.translate("Messages", "Share “{folder}” instead").format(folder=instead.name or instead)
    return Notice("info", _only_folders(), fixes=(Fix(Action.USE_FOLDER, label, instead),))


def file_of_chosen(folder: Path) -> Notice:
    """A file of the chosen folder was handed over: nothing is left to do."""
    text = QCoreApplication.translate("Messages", "Its folder, “{folder}”, is chosen already.")
    return Notice("info", _only_folders(), text.format(folder=folder.name or folder))


def transfers_open(folder: Path, count: int) -> Notice:
    """Another folder was chosen while devices are still loading from this one."""
    title = Counted().stop_transfers_and_share(count)
    label = QCoreApplication.translate("Messages", "Stop and share")
    return Notice("warn", title.format(folder=folder.name), fixes=(Fix(Action.STOP_AND_USE_FOLDER, label, folder),))


def transfers_over(folder: Path) -> Notice:
    """The devices for which another folder had to wait are done."""
    title = QCoreApplication.translate("Messages", "All transfers have ended")
    label = QCoreApplication.translate("Messages", "Share “{folder}”").format(folder=folder.name or folder)
    return Notice("info", title, fixes=(Fix(Action.USE_FOLDER, label, folder),))


def _only_folders() -> str:
    return QCoreApplication.translate("Messages", "Only folders can be shared")
