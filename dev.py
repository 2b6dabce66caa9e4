#!/usr/bin/env python3
"""Everything a developer types. Sets itself up in .venv first; needs nothing but Python 3.11 or newer.

Commands:
  run [ARGUMENTS]       start shareapp with these arguments (without a display: the same share in this terminal)
  test [PART...] [-- PYTEST ARGUMENTS]
                        everything that must hold; PART is check, unit, ui, end2end or stress
  check                 lint, format, types and import contracts only
  bench [OPTIONS]       measure speed beside other servers on this computer (--install gets those of PyPI and npm)
  screenshots [FOLDER]  draw the window's states in both languages and themes
  translate             take new texts into resources/i18n/*.ts and compile them to *.qm
  lock                  choose the newest versions that pyproject.toml allows and write requirements/*.txt
  set-up                make .venv ready for development and stop
"""

from __future__ import annotations  # so that an old Python reads on to the sentence that it is too old

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this very file is where the rule is made
    sys.exit("dev.py: shareapp needs Python 3.11 or newer, this is %d.%d" % sys.version_info[:2])  # noqa: UP031

import hashlib
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import tempfile
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    import pwd
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
PROGRAM = PROGRAMS / ("shareapp.exe" if os.name == "nt" else "shareapp")
UNFINISHED = VENV / "unfinished"
REQUIREMENTS = ROOT / "requirements"

LOCKED = {  # lock file -> what of pyproject.toml it pins
    "build": ("--group", "build"),
    "run": ("pyproject.toml",),
    "dev": ("pyproject.toml", "--group", "dev"),
}

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")  # one of them says where a window goes

TEST_USER = "shareapp-test"
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", "*.egg-info", "build")

TEST_PACKAGES = {  # program that a test starts -> Debian package
    "7z": "p7zip-full", "bsdtar": "libarchive-tools", "chromium": "chromium", "curl": "curl", "fc-list": "fontconfig",
    "import": "imagemagick", "openbox": "openbox", "unzip": "unzip", "xclip": "xclip", "xdotool": "xdotool",
    "Xvfb": "xvfb", "dbus-daemon": "dbus", "lynx": "lynx", "zbarimg": "zbar-tools",
}  # fmt: skip
KOREAN_FONT = "fonts-noto-cjk"
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"

CHECKS = {
    "ruff check": ("ruff", "check", "."),
    "ruff format": ("ruff", "format", "--check", "."),
    "mypy": ("mypy",),
    "import contracts": ("lint-imports", "--no-logo"),
}
SUITES = {  # part -> what pytest is told
    "unit": ("-m", "not end2end and not stress", "--ignore=tests/ui"),
    "ui": ("-m", "not end2end and not stress", "tests/ui"),
    "end2end": ("-m", "end2end"),
    "stress": ("-m", "stress"),
}
PARTS = ("check", *SUITES)
REPORTED = ("tests", "failures", "errors", "skipped")  # the counts in pytest's JUnit file
NO_TESTS = 5  # pytest's exit code


class Refusal(Exception):
    """Why it cannot go on, in one sentence that says what to do."""


def run(arguments: list[str]) -> int:
    """Start the program. Where there can be no window, it says so itself and goes on in this terminal."""
    set_up("run")
    wants_window = arguments[:1] != ["serve"] and any(name in os.environ for name in DISPLAYS)
    looked = VENV / "libraries-found"
    if wants_window and not looked.exists():
        provide_libraries(VENV)
        looked.touch()
    if os.name != "nt":
        os.execv(PROGRAM, [str(PROGRAM), *arguments])  # noqa: S606 - the program takes this process over
    return subprocess.call([PROGRAM, *arguments])


def test(arguments: list[str]) -> int:
    """Run the wanted parts and end with one line of counts."""
    at = arguments.index("--") if "--" in arguments else len(arguments)
    parts, extra = arguments[:at], arguments[at + 1 :]
    if not set(parts) <= set(PARTS):
        raise Refusal(f"the parts are {', '.join(PARTS)}; what pytest shall get stands after --")
    try:
        provide(missing_test_packages(), "programs that the tests start")
    except Refusal as refusal:
        say(str(refusal))
    if is_root():
        return test_as_ordinary_user(arguments)
    set_up("run", "dev")
    provide_libraries(VENV)
    tally: Counter[str] = Counter()
    for part in PARTS:
        if part in (parts or PARTS):
            tally += check_all() if part == "check" else run_suite(part, extra)
    if missing := missing_test_packages():
        say(f"skipped what needs these packages: {' '.join(missing)}")
    return closing_line(tally)


def module(name: str, *arguments: str | Path) -> int:
    """Run a module of this tree with what .venv holds."""
    set_up("run")
    return subprocess.call([PYTHON, "-m", name, *arguments], cwd=ROOT)


def translate(_arguments: list[str]) -> int:
    """Bring the translation sources up to date with the code, then compile them."""
    set_up("run")
    i18n = ROOT / "resources" / "i18n"
    sources = sorted((ROOT / "shareapp" / "ui").rglob("*.py"))
    for language in ("en", "ko"):
        catalogue = i18n / f"shareapp_{language}.ts"
        must([PROGRAMS / "pyside6-lupdate", *sources, "-no-obsolete", "-locations", "none", "-ts", catalogue])
        must([PROGRAMS / "pyside6-lrelease", catalogue, "-qm", catalogue.with_suffix(".qm")])
    return 0


def lock(_arguments: list[str]) -> int:
    """Write the three lock files with a resolver that lives only as long as this command."""
    with tempfile.TemporaryDirectory() as folder:
        tools = Path(folder) / PROGRAMS.name
        must([sys.executable, "-m", "venv", folder])
        must([tools / "python", "-m", "pip", "install", "--quiet", "uv"])
        for name, source in LOCKED.items():
            must([
                tools / "uv", "pip", "compile", *source, "--output-file", REQUIREMENTS / f"{name}.txt", "--upgrade",
                "--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate", "-q",
            ])  # fmt: skip
    return 0


def set_up(*names: str) -> int:
    """Install requirements/<name>.txt and the project, unless a stamp says that exactly these are there. Always 0.

    An interrupted set-up leaves the mark that it is unfinished, and the next one begins anew.
    """
    for name in names:
        stamp, wanted = VENV / f"installed-{name}", fingerprint(name)
        if stamp.is_file() and stamp.read_text() == wanted and PYTHON.exists() and PROGRAM.exists():
            continue
        say(f"setting up .venv ({name}); this happens once and takes about a minute")
        if not can_be_kept():
            if importlib.util.find_spec("ensurepip") is None:
                provide([f"python3.{sys.version_info.minor}-venv"], "Python's venv module")
            must([sys.executable, "-m", "venv", "--clear", VENV])
        UNFINISHED.touch()
        install("--require-hashes", "-r", REQUIREMENTS / "build.txt", "-r", REQUIREMENTS / f"{name}.txt")
        install("--no-deps", "--no-build-isolation", "--editable", ROOT)
        stamp.write_text(wanted)
        UNFINISHED.unlink()
    return 0


def fingerprint(name: str) -> str:
    """Of everything that decides what belongs into .venv."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = [sys.version, str(ROOT), repr([project["build-system"], project["project"], project["tool"]["setuptools"]])]
    parts += [(REQUIREMENTS / f"{file}.txt").read_text() for file in ("build", name)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def can_be_kept() -> bool:
    """Whether .venv was finished once, by this very Python."""
    if UNFINISHED.exists() or not PYTHON.exists() or not any(VENV.glob("installed-*")):
        return False
    return f"version = {platform.python_version()}\n" in (VENV / "pyvenv.cfg").read_text()


def install(*arguments: str | Path) -> None:
    """Let .venv's pip install; its many lines are shown only when it fails."""
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", *arguments]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return
    if re.search("Retrying|ConnectionError|Temporary failure|timed out", done.stderr):
        raise Refusal("the package index cannot be reached; connect this computer to the internet and try again")
    print(done.stdout + done.stderr, file=sys.stderr)
    raise Refusal("pip could not install the packages; its reason is above")


def provide_libraries(venv: Path) -> None:
    """Make sure that what came ready-made finds the system's libraries. Qt's own message blames the wrong one."""
    ready_made = ("PySide6/Qt/plugins/platforms/libqxcb.so", "playwright/driver/node")
    files = [file for name in ready_made for file in venv.glob(f"lib/*/site-packages/{name}")]
    if not files or not sys.platform.startswith("linux"):
        return
    told = subprocess.run(["ldd", *files], capture_output=True, text=True, check=False).stdout
    missing = sorted(set(re.findall(r"^\s*(\S+) => not found$", told, re.MULTILINE)))
    provide(sorted(set(map(debian_package, missing))), "libraries of this system")


def debian_package(soname: str) -> str:
    """The package of a library by the rule of Debian Policy 8.1: libEGL.so.1 is in libegl1, libX11.so.6 in libx11-6."""
    odd = {"libz.so.1": "zlib1g", "libglib-2.0.so.0": "libglib2.0-0", "libgthread-2.0.so.0": "libglib2.0-0"}
    name, version = soname.split(".so.", 1)
    dash = "-" if name[-1].isdigit() else ""
    return odd.get(soname, f"{name}{dash}{version}".lower().replace("_", "-"))


def missing_test_packages() -> list[str]:
    """The Debian packages of the programs (and the Korean font) that are not there."""
    missing = [package for program, package in TEST_PACKAGES.items() if shutil.which(program) is None]
    fonts = [] if "fontconfig" in missing else subprocess.check_output(["fc-list", ":lang=ko"]).split()
    if not fonts:
        missing.append(KOREAN_FONT)
    library = Path("/usr/lib", f"python{VERSION}")
    if library.is_dir() and not (library / "test" / "test_httpservers.py").exists():
        missing.append(f"libpython{VERSION}-testsuite")  # Python's own tests, which Debian packs apart
    return missing


def provide(packages: Sequence[str], purpose: str) -> None:
    """Install Debian packages as root or with password-less sudo; otherwise refuse with the one command to type."""
    if not packages:
        return
    if shutil.which("apt-get") is None:
        raise Refusal(f"missing: {purpose}; install what Debian calls {' '.join(packages)} and try again")
    install_command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    prefix = [] if is_root() else ["sudo", "-n"]
    if prefix and (shutil.which("sudo") is None or quiet_call([*prefix, "true"])):
        raise Refusal(f"missing: {purpose}; type: sudo apt-get install {' '.join(packages)}")
    say(f"installing {purpose}: {' '.join(packages)}")
    unattended = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    # A fresh machine has no package lists, or lists that name versions long gone.
    if quiet_call([*unattended, *install_command]):
        quiet_call([*unattended, "apt-get", "update"])
        must([*unattended, *install_command])


def is_root() -> bool:
    """Whether this process may do everything."""
    return os.name == "posix" and os.geteuid() == 0


def test_as_ordinary_user(arguments: list[str]) -> int:
    """Copy the tree to a user made for it and test there: file permissions and CGI mean nothing to root."""
    user = ordinary_user()
    tree = Path(user.pw_dir) / "shareapp"
    python = python_for(user)
    say(f"testing as the user {TEST_USER} in {tree} with {python}")
    copy_tree(tree, user)
    if ready := as_user(user, [python, "dev.py", "set-up"], tree):
        return ready
    provide_libraries(tree / ".venv")
    return as_user(user, [python, "dev.py", "test", *arguments], tree)


def ordinary_user() -> pwd.struct_passwd:
    """The user for tests, made when there is none."""
    import pwd

    if quiet_call(["id", TEST_USER]):
        must(["useradd", "--create-home", "--shell", "/bin/sh", TEST_USER])
    return pwd.getpwnam(TEST_USER)


def python_for(user: pwd.struct_passwd) -> str:
    """A Python that this user may execute: root's own is often hidden below /root."""
    candidates = [os.path.realpath(sys.executable), "/usr/local/bin/python3", "/usr/bin/python3"]
    probe = ["-c", "import ensurepip, sys; sys.exit(sys.version_info < (3, 11))"]
    runs = [python for python in candidates if as_user(user, [python, *probe], Path("/"), quiet=True) == 0]
    if not runs:
        provide(["python3", "python3-venv"], "a Python that ordinary users may execute")
    return runs[0] if runs else candidates[-1]


def copy_tree(tree: Path, user: pwd.struct_passwd) -> None:
    """Make ``tree`` equal to this one, but keep its .venv."""
    for old in tree.iterdir() if tree.is_dir() else ():
        if old.name != VENV.name:
            shutil.rmtree(old) if old.is_dir() and not old.is_symlink() else old.unlink()
    shutil.copytree(ROOT, tree, symlinks=True, ignore=NOT_COPIED, dirs_exist_ok=True)
    must(["chown", "--recursive", "--no-dereference", f"{user.pw_uid}:{user.pw_gid}", tree])


def as_user(user: pwd.struct_passwd, command: Sequence[str], folder: Path, *, quiet: bool = False) -> int:
    """Run a command as that user, in ``folder``, with nothing of root's own surroundings but the network's."""
    roots_own = re.compile("XDG_|PYENV_|PYTHON|VIRTUAL_ENV|SUDO_|DBUS_|DISPLAY|WAYLAND|TMP")
    environment = {name: value for name, value in os.environ.items() if not roots_own.match(name)}
    environment |= {
        "HOME": user.pw_dir, "USER": TEST_USER, "LOGNAME": TEST_USER, "LANG": "C.UTF-8",
        "PATH": "/usr/local/bin:/usr/bin:/bin",
    }  # fmt: skip
    try:
        return subprocess.call(
            command, cwd=folder, env=environment, user=user.pw_uid, group=user.pw_gid, extra_groups=[], umask=0o022,
            stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL if quiet else None,
        )  # fmt: skip
    except OSError:
        return 126  # not there, or hidden from this user


def check_all() -> Counter[str]:
    """Run everything that only reads the source; each check counts as one."""
    tally: Counter[str] = Counter()
    for name, (program, *arguments) in CHECKS.items():
        code = step(name, [PROGRAMS / program, *arguments])
        tally["failed" if code else "passed"] += 1
    return tally


def run_suite(part: str, extra: Sequence[str]) -> Counter[str]:
    """Run one part's tests and count them from pytest's own report."""
    tally: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        code = step(part, [PYTHON, "-m", "pytest", "-q", f"--junitxml={report}", *SUITES[part], *extra])
        for suite in ET.parse(report).iter("testsuite") if report.is_file() else ():  # noqa: S314 - pytest's own
            tests, failures, errors, skipped = (int(suite.attrib[name]) for name in REPORTED)
            tally += Counter(passed=tests - failures - errors - skipped, failed=failures + errors, skipped=skipped)
    if code and not tally["failed"] and not (code == NO_TESTS and extra):
        tally["failed"] += 1  # pytest itself: an abort, a broken import, or no test where some must be
    return tally


def closing_line(tally: Counter[str]) -> int:
    """Print the counts; return the exit code that goes with them."""
    print(f"\n{tally['passed']} passed, {tally['failed']} failed, {tally['skipped']} skipped", flush=True)
    return 1 if tally["failed"] else 0


def say(sentence: str) -> None:
    """Tell what happens, apart from what the started programs tell."""
    print(f"dev.py: {sentence}", file=sys.stderr, flush=True)


def step(name: str, command: Sequence[str | Path]) -> int:
    """Run one command of many, between its name and its time."""
    print(f"\n=== {name}", flush=True)
    began = time.monotonic()
    code = subprocess.call(command, cwd=ROOT)
    print(f"=== {name}: {'failed' if code else 'ok'} after {time.monotonic() - began:.1f} s", flush=True)
    return code


def must(command: Sequence[str | Path]) -> None:
    """Run a command that everything after it needs."""
    if subprocess.call(command, cwd=ROOT, stdin=subprocess.DEVNULL):
        raise Refusal(f"this failed: {' '.join(map(str, command))}")


def quiet_call(command: Sequence[str]) -> int:
    """The exit code of a command whose words nobody needs."""
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": lambda _: set_up("run", "dev") or closing_line(check_all()),
    "bench": lambda arguments: module("benchmarks", *arguments),
    "screenshots": lambda folder: module("shareapp.ui.screenshots", *(folder or ["screenshots"])),
    "translate": translate,
    "lock": lock,
    "set-up": lambda _: set_up("run", "dev"),
}


def main(arguments: list[str]) -> int:
    """Do the command; every refusal is one line."""
    if not arguments or arguments[0] not in COMMANDS:
        print((__doc__ or "").strip())
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except Refusal as refusal:
        say(str(refusal))
    except KeyboardInterrupt:
        say("interrupted; the next start goes on from here")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
