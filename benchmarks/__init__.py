"""How fast the product is beside other file servers on this computer: ``python3 dev.py bench --help``."""
