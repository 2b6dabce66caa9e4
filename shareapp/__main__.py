"""``python -m shareapp`` and ``shareapp``: the window; ``shareapp serve`` is the same share without a screen."""
