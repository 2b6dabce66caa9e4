"""What can they see, in sentences: one calm line, and the rows of the dialog."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QObject

from shareapp.sharing.addresses import is_loopback
from shareapp.sharing.config import ShareConfig
from shareapp.sharing.exposure import Exposure, Names
from shareapp.ui.i18n import number, size


class Row(NamedTuple):
    """One row of the dialog: the picture and its colour, the sentence, what it means."""

    icon: str
    color: str
    title: str
    text: str = ""


class ExposureWords(QObject):
    """A QObject for its ``tr``: the only form of which the extractor sees the plural."""

    def line(self, exposure: Exposure) -> str:
        """ "1,204 files · 3.2 GB · 2 names look secret"; shorter while it is being counted."""
        if not exposure.is_done:
            return self.tr("counting files…")
        parts = [self.files(exposure), size(exposure.size)]
        if exposure.place:
            parts.append(self._place_part(exposure))
        if exposure.secrets.total:
            parts.append(self.tr("%Ln name(s) look secret", "", exposure.secrets.total))
        return " · ".join(parts)

    def is_delicate(self, exposure: Exposure) -> bool:
        """Whether the line deserves a second look."""
        return bool(exposure.is_done and (exposure.secrets.total or exposure.place))

    def files(self, exposure: Exposure) -> str:
        """How many files there are, as exactly as is known."""
        if exposure.is_whole:
            return self.tr("%Ln file(s)", "", exposure.files)
        return self.tr("more than {count} files").format(count=number(exposure.files))

    def rows(self, exposure: Exposure, config: ShareConfig) -> Iterator[Row]:
        """The whole story, the most important first."""
        yield self._amount(exposure, config)
        yield self._who(config)
        if exposure.place:
            yield self._place(exposure)
        yield self._secrets(exposure)
        yield self._hidden(exposure, config)
        yield self._links(exposure, config)
        if exposure.denied.total:
            title = self.tr("%Ln folder(s) can’t be opened", "", exposure.denied.total)
            yield Row("lock", "muted", title, self._listed(exposure.denied))

    def _place_part(self, exposure: Exposure) -> str:
        match exposure.place:
            case "home":
                return self.tr("your whole home folder")
            case "homes":
                return self.tr("every home folder")
            case _:
                return self.tr("a whole disk")

    def _amount(self, exposure: Exposure, config: ShareConfig) -> Row:
        if config.is_inbox:
            return Row("eye-off", "success", self.tr("Devices see nothing"), self.tr("They can only add files."))
        inside = self.files(exposure)
        if exposure.folders:
            folders = self.tr("%Ln folder(s)", "", exposure.folders)
            inside = self.tr("{files} in {folders}").format(files=inside, folders=folders)
        title = self.tr("{files}, {size}").format(files=inside, size=size(exposure.size))
        if not exposure.is_whole and exposure.is_done:
            return Row("eye", "muted", title, self.tr("There is more; not all of it was counted."))
        return Row("eye", "muted", title, self._rights(config))

    def _rights(self, config: ShareConfig) -> str:
        match config.rights:
            case "add":
                return self.tr("Devices can view and download all of this, and add files.")
            case "manage":
                return self.tr("Devices can view, download, rename and delete all of this, and add files.")
            case _:
                return self.tr("Devices can view and download all of this.")

    def _who(self, config: ShareConfig) -> Row:
        if is_loopback(config.host):
            return Row("laptop", "success", self.tr("Only this computer can open it"))
        if config.ask_devices:
            text = self.tr("Each new device waits until you allow it.")
            return Row("lock", "success", self.tr("Only devices that you let in"), text)
        if config.credentials is not None:
            text = self.tr("Whoever scans the QR code comes in, too.")
            return Row("lock", "success", self.tr("Only who knows the password"), text)
        text = self.tr("No password is asked. In a network with strangers, switch one on.")
        return Row("wifi", "info", self.tr("Everyone on this network can open it"), text)

    def _place(self, exposure: Exposure) -> Row:
        text = self.tr("It holds what programs keep for themselves. Better choose a folder inside it.")
        match exposure.place:
            case "home":
                title = self.tr("This is your whole home folder")
            case "homes":
                title = self.tr("Everybody’s home folder is in it")
            case _:
                title = self.tr("This is a whole disk")
        return Row("warn", "warn", title, text)

    def _secrets(self, exposure: Exposure) -> Row:
        if not exposure.secrets.total:
            title = (
                self.tr("No name looks secret") if exposure.is_done else self.tr("Looking for names that look secret…")
            )
            text = self.tr("Keys, passwords and wallets are looked for by name; no file is opened.")
            return Row("key", "success" if exposure.is_done else "muted", title, text)
        title = self.tr("%Ln name(s) look secret and can be downloaded", "", exposure.secrets.total)
        return Row("key", "warn", title, self._listed(exposure.secrets))

    def _hidden(self, exposure: Exposure, config: ShareConfig) -> Row:
        total = exposure.hidden.total
        if not total:
            return Row("eye-off", "success", self.tr("Nothing is hidden in it"))
        if config.hidden:
            return Row("eye", "warn", self.tr("%Ln hidden item(s) are shown", "", total), self._listed(exposure.hidden))
        title = self.tr("%Ln hidden item(s) are left out", "", total)
        return Row("eye-off", "success", title, self._listed(exposure.hidden))

    def _links(self, exposure: Exposure, config: ShareConfig) -> Row:
        total = exposure.links.total
        if not total:
            return Row("share", "success", self.tr("No link leads out of it"))
        if config.links == "anywhere":
            title = self.tr("%Ln link(s) lead out of the folder and are followed", "", total)
            return Row("share", "warn", title, self._listed(exposure.links))
        title = self.tr("%Ln link(s) are not followed", "", total)
        return Row("share", "success", title, self._listed(exposure.links))

    def _listed(self, names: Names) -> str:
        shown = "\n".join(names.examples)
        left = names.total - len(names.examples)
        more = self.tr("and %Ln more", "", left)
        return f"{shown}\n{more}" if left else shown
