"""HTML as a browser's parser sees it: a flat list of elements with their attributes and all text inside."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"br", "hr", "img", "input", "link", "meta"}
_CLOSED_BY_NEXT = {"li", "option"}


@dataclass
class Element:
    """One element. ``text`` holds that of its descendants too."""

    tag: str
    attributes: dict[str, str]
    text: str = ""
    children: list["Element"] = field(default_factory=list)

    def all(self, tag: str, class_name: str = "") -> list["Element"]:
        """The descendants of that name (and class), in document order."""
        return [
            element
            for element in self._descendants()
            if element.tag == tag and (not class_name or class_name in element.attributes.get("class", "").split())
        ]

    def one(self, tag: str, class_name: str = "") -> "Element":
        """The only such descendant."""
        (found,) = self.all(tag, class_name)
        return found

    def _descendants(self) -> Iterator["Element"]:
        for child in self.children:
            yield child
            yield from child._descendants()


def parse(document: bytes | str) -> Element:
    """The whole document as one element without a name."""
    builder = _Builder()
    builder.feed(document.decode("utf-8") if isinstance(document, bytes) else document)
    builder.close()
    return builder.root


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _CLOSED_BY_NEXT and self._open[-1].tag == tag:
            self._open.pop()
        element = Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return
        raise AssertionError(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data
