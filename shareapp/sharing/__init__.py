"""The product without a screen: configuration, site, addresses, QR code, log, controller. No Qt."""
