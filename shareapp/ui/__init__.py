"""The screen. The only importer of PySide6."""
