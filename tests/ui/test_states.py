"""Every state in every language, scheme and size: drawn inside the window, in place, named, with one way forward."""

from collections.abc import Iterator
from itertools import combinations, pairwise, product
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QFont
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from shareapp.sharing.config import ShareConfig
from shareapp.ui.i18n import LanguagePreference
from shareapp.ui.main_window import MainWindow
from shareapp.ui.screenshots import POINTS, Scene, draw, scenes
from shareapp.ui.theme import Preference
from shareapp.ui.widgets import Button, Pill
from tests.support.stage import Stage, settle
from tests.ui.conftest import SetSystemFont

SIZES = ((900, 640), (640, 480))


def _scene(name: str, root: Path) -> Scene:
    return next(scene for scene in scenes(root) if scene.name == name)


@pytest.fixture(autouse=True)
def ten_points(qapp: QApplication) -> Iterator[None]:
    """The font of a plain desktop; without a screen Qt takes a smaller one."""
    before = QApplication.font()
    font = QFont(before)
    font.setPointSizeF(POINTS)
    QApplication.setFont(font)
    yield
    QApplication.setFont(before)


@pytest.fixture(params=list(product(SIZES, ("en", "ko"))), ids=lambda given: f"{given[0][0]}-{given[1]}")
def window(request: pytest.FixtureRequest, stage: Stage, root: Path) -> Iterator[MainWindow]:
    """A window in each size and language."""
    size, language = request.param
    stage.translations.apply(language)
    with stage.window(ShareConfig(root=root), size=size) as opened:
        yield opened


def _on_screen(widget: QWidget, window: MainWindow) -> QRect:
    return QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())


def _siblings_overlap(parent: QWidget) -> list[tuple[QWidget, QWidget]]:
    shown = [
        child
        for child in parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if child.isVisible() and isinstance(child, QLabel | QAbstractButton | QLineEdit)
    ]
    return [(one, other) for one, other in combinations(shown, 2) if one.geometry().intersects(other.geometry())]


@pytest.mark.parametrize("theme_name", ["light", "dark"])
def test_no_state_makes_the_window_grow_or_lie_over_itself(
    window: MainWindow, root: Path, qapp: QApplication, theme_name: Preference
) -> None:
    window.theme.apply(theme_name)
    before = window.size()
    for scene in scenes(root):
        draw(window, scene)
        settle(qapp)
        assert window.size() == before, scene.name
        page = window.body.panel if scene.view.has_folder else window.body.empty
        right = _on_screen(page, window).right()
        assert right <= window.width(), scene.name
        for parent in (
            window.body.panel.setup,
            window.body.panel.running,
            window.body.panel.buttons,
            window.body.header,
        ):
            assert not _siblings_overlap(parent), scene.name


@pytest.mark.parametrize(("size", "language"), list(product(SIZES, ("en", "ko"))))
def test_nothing_overlaps_with_a_much_larger_system_font(
    stage: Stage,
    root: Path,
    qapp: QApplication,
    set_system_font: SetSystemFont,
    size: tuple[int, int],
    language: LanguagePreference,
) -> None:
    stage.translations.apply(language)
    with stage.window(ShareConfig(root=root), size=size) as window:
        set_system_font(13, window)
        for child in window.findChildren(QWidget):
            set_system_font(13, child)
        for scene in scenes(root):
            draw(window, scene)
            settle(qapp)
            for parent in (window.body.panel.setup, window.body.panel.running, window.body.panel.buttons):
                assert not _siblings_overlap(parent), scene.name
            buttons = window.body.panel.buttons
            last = (
                max(_on_screen(part, window).right() for part in buttons.focus_order() if part.isVisible())
                if scene.view.has_folder
                else 0
            )
            assert last <= window.width(), scene.name


def test_the_code_and_the_buttons_keep_their_place_in_every_state(
    window: MainWindow, root: Path, qapp: QApplication
) -> None:
    places = set()
    for scene in scenes(root):
        if not scene.view.has_folder:
            continue
        draw(window, scene)
        settle(qapp)
        panel = window.body.panel
        places.add((panel.qr.geometry().getRect(), panel.buttons.geometry().topLeft().toTuple(), panel.height()))
    assert len({place[:2] for place in places}) == 1, places


def test_at_most_one_button_is_filled_with_the_accent(window: MainWindow, root: Path) -> None:
    for scene in scenes(root):
        draw(window, scene)
        filled = [
            button
            for button in window.findChildren(Button)
            if button.isVisible() and button.isEnabled() and button.property("kind") == "primary"
        ]
        assert len(filled) <= 1, scene.name


def test_everything_that_takes_the_focus_has_a_name(window: MainWindow, root: Path) -> None:
    for scene in scenes(root):
        draw(window, scene)
        nameless = [
            widget
            for widget in window.findChildren(QWidget)
            if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and widget.isVisible() and not _spoken_name(widget)
        ]
        assert nameless == [], scene.name


def _spoken_name(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def _tab_order(window: MainWindow) -> list[QWidget]:
    order: list[QWidget] = [window.body.header.change]
    while (widget := order[-1].nextInFocusChain()) is not None and widget is not order[0]:
        order.append(widget)
    return order


def test_tab_goes_from_the_header_over_the_banner_and_the_share_to_the_log(window: MainWindow, root: Path) -> None:
    draw(window, _scene("running-https-password", root))
    order = _tab_order(window)
    body, running = window.body, window.body.panel.running
    wanted: list[QWidget] = [
        body.header.menu_button,
        body.banner.buttons()[0],
        running.status_pill,
        running.password_pill,
        running.addresses,
        running.credentials.show_button,
        running.credentials.copy_button,
        *body.panel.buttons.focus_order(),
        window.log.table,
    ]
    assert all(order.index(before) < order.index(after) for before, after in pairwise(wanted))


def test_the_keyboard_begins_at_start(stage: Stage, root: Path) -> None:
    with stage.window(ShareConfig(root=root)) as window:
        assert window.focusWidget() is window.body.panel.buttons.primary
    with stage.window() as window:
        assert window.focusWidget() is window.body.empty.choose


def test_pills_that_do_not_fit_hide_from_the_right(stage: Stage, root: Path) -> None:
    with stage.window(ShareConfig(root=root), size=(640, 480)) as window:
        draw(window, _scene("running", root))
        hidden = [pill.isHidden() for pill in window.body.panel.running.findChildren(Pill)]
        assert hidden == sorted(hidden)
        assert not hidden[0]
