"""shareapp: share a folder with phones and computers on your network.

The rooms, bottom up: ``shareapp.resources`` (plain files), ``shareapp.server`` (the HTTP engine),
``shareapp.sharing`` (the product without a screen), ``shareapp.ui`` (the window).
"""

__version__ = "0.1.0"
