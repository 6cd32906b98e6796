"""A Chromium for the browser tests: one that is there, the system's package, or Playwright's own download."""

import shutil
import subprocess
from pathlib import Path

from xuezheng_bootstrap.progress import Step, watch
from xuezheng_bootstrap.system import advice, install

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
VARIABLE = "CHROMIUM"
CHINESE_FONT = "fonts-noto-cjk"


def chromium(python: Path) -> str:
    """The program's path; empty when there is none and none can be had here."""
    found = _found()
    if not found and install(["chromium"], why="the browser tests need a browser"):
        found = _found()
    return found or _playwright_own(python)


def _found() -> str:
    """Ubuntu's chromium is a stub that starts a snap where there are snaps; what does not start does not count."""
    for name in NAMES:
        program = shutil.which(name)
        if program and watch([program, "--version"])[0] == 0:
            return program
    return ""


def _playwright_own(python: Path) -> str:
    with Step("Fetching Playwright's Chromium") as step:
        if watch([python, "-m", "playwright", "install", "chromium"], line=step.says)[0] != 0:
            return ""
    asks = "from playwright.sync_api import sync_playwright as s; p = s().start(); print(p.chromium.executable_path); p.stop()"
    program = subprocess.run([python, "-c", asks], capture_output=True, text=True, check=False).stdout.strip()
    if program and watch([program, "--headless", "--no-sandbox", "--dump-dom", "about:blank"])[0] == 0:
        return program
    return ""


def chinese_font() -> bool:
    """Pages are readable without it by the tests, not by people who look at the screenshots."""
    lister = shutil.which("fc-list")
    if lister and subprocess.run([lister, ":lang=zh"], capture_output=True, check=False).stdout.strip():
        return True
    return install([CHINESE_FONT, "fontconfig"], why="screenshots show Chinese")


def missing_browser() -> str:
    return f"the browser tests: no Chromium here and none could be installed; {advice(['chromium'])}"
