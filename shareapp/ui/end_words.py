"""What is said about a share that ends by itself."""

from PySide6.QtCore import QCoreApplication

from shareapp.ui.messages import Action, Fix, Notice


def ended() -> Notice:
    """Devices are turned away until somebody says otherwise."""
    title = QCoreApplication.translate("Messages", "This share has ended")
    text = QCoreApplication.translate("Messages", "Devices that open it are told so.")
    change = Fix(Action.END_SETTINGS, QCoreApplication.translate("Messages", "Change when it ends…"))
    renew = Fix(Action.RENEW, QCoreApplication.translate("Messages", "Share again"), accent=True)
    return Notice("warn", title, text, (change, renew), dismissible=False)
