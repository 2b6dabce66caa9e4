"""Which kind of device a User-Agent names, in the word its owner would use."""

from functools import lru_cache

_NAMES = (
    # The order decides: an iPad names Mac OS X too, a phone names Linux, a Galaxy names Android.
    ("iPhone", "iPhone"),
    ("iPod", "iPod"),
    ("iPad", "iPad"),
    ("SM-", "Galaxy"),
    ("SAMSUNG", "Galaxy"),
    ("Pixel", "Pixel"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("X11", "Linux"),
    ("Linux", "Linux"),
    ("curl/", "curl"),
    ("Wget/", "Wget"),
)


@lru_cache(maxsize=256)  # a device says the same of itself each time
def device_name(user_agent: str) -> str:
    """A short name ("iPhone", "Galaxy", "Windows", "curl"), or "" when the text names nothing known.

    A hint for people only: browsers hide the model more and more, and anyone can send any text.
    """
    return next((name for mark, name in _NAMES if mark in user_agent), "")
