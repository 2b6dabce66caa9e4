"""Theme and language."""

from shareapp.ui.preferences.options import Options
from shareapp.ui.preferences.page import Page
from shareapp.ui.preferences.rows import ChoiceRow
from shareapp.ui.theme import Theme


class AppearancePage(Page):
    """Page 6."""

    def __init__(self, theme: Theme, options: Options) -> None:
        super().__init__(theme, options)
        self.look = ChoiceRow(theme, "theme")
        self.language = ChoiceRow(theme, "language")
        self.add_card(self.look, self.language)
        self.restores("theme", "language")

    def retranslate(self) -> None:
        """Word the rows."""
        self.heading.setText(self.tr("Appearance & language"))
        self.look.word(self.tr("Theme"))
        self.look.offer((("system", self.tr("Same as system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))))
        self.language.word(self.tr("Language"))
        # A language is named in itself, so that whoever is lost finds the way back.
        self.language.offer((("system", self.tr("Same as system")), ("en", "English"), ("ko", "한국어")))
