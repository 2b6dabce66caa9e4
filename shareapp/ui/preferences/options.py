"""Options: every setting by one name, which is the field of ShareConfig or of AppPrefs that holds it."""

from dataclasses import MISSING, Field, fields
from typing import Any

from PySide6.QtCore import QObject, Signal

from shareapp.sharing.config import InvalidConfig, ShareConfig, from_mapping, to_mapping
from shareapp.sharing.problems import FieldProblem
from shareapp.ui.memory import Memory
from shareapp.ui.settings import AppPrefs
from shareapp.ui.share_session import ShareSession

_SHARE = {item.name: item for item in fields(ShareConfig)}
_WINDOW = {item.name: item for item in fields(AppPrefs)}


class Options(QObject):
    """Reads and changes options; the session and the window put them in force. ``changed``: draw them anew."""

    changed = Signal()

    def __init__(self, session: ShareSession, memory: Memory, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._memory = memory
        session.changed.connect(self.changed)
        memory.changed.connect(self.changed)

    def value(self, name: str) -> Any:
        """The present value of an option."""
        return getattr(self.session.config if name in _SHARE else self._memory.prefs, name)

    def change(self, **values: Any) -> None:
        """Set options, all at once. Raises InvalidConfig, with nothing changed, for a value that cannot be."""
        share = {name: value for name, value in values.items() if name in _SHARE}
        window = {name: value for name, value in values.items() if name not in _SHARE}
        if share:
            self.session.configure(**share)
        if window:
            self._memory.change(**window)

    def parse(self, name: str, text: str) -> Any:
        """The value that a share's option has when it is written as ``text``, or the FieldProblem that it has."""
        try:
            return getattr(from_mapping({**to_mapping(self.session.config), name: text}), name)
        except InvalidConfig as invalid:
            return next(problem for problem in invalid.problems if problem.field == name)

    def restore(self, *names: str) -> None:
        """Give these options their defaults."""
        self.change(**{name: default(name) for name in names})


def default(name: str) -> Any:
    """What an option is when nobody has changed it."""
    item: Field[Any] = _SHARE.get(name) or _WINDOW[name]
    return item.default if item.default_factory is MISSING else item.default_factory()


def is_problem(value: object) -> bool:
    """Whether ``parse`` found a problem instead of a value."""
    return isinstance(value, FieldProblem)
