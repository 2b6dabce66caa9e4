"""The request handlers of ``http.server``, with its names and leniency: a thin shell over ``wire`` and ``content``."""
