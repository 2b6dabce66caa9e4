"""Plain files shipped with the program: icons, translations, the phone page, example scripts."""
