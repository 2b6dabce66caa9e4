"""The HTTP engine: usable alone, knows no Qt and no product rule."""
