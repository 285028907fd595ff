"""A real portal (`manage.py serve`, demo content, SQLite in a folder of its own) and a real Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "solidarity-demo"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture(scope="session")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the running portal puts its mail."""
    return tmp_path_factory.mktemp("letters")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, letters: Path) -> Iterator[str]:
    """The address of a running portal; it is stopped at the end."""
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "PORT": str(port),
        "VAR_DIR": str(tmp_path_factory.mktemp("var")),
        "EMAIL_URL": f"filemail:///{letters}",
    }
    process = subprocess.Popen([sys.executable, "manage.py", "serve"], cwd=ROOT, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/healthz/ready", process)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(address: str, process: subprocess.Popen[bytes], seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process.poll() is None, "the portal ended"
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the portal did not answer in time")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    if not CHROMIUM:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail("REQUIRE_BROWSER=1, but there is no Chromium")
        pytest.skip("there is no Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def signed_in(site: str, chromium: Browser) -> Iterator[Callable[[str], BrowserContext]]:
    """A browser signed in as a demo account; each account signs in once."""
    kept: dict[str, BrowserContext] = {}

    def make(account: str) -> BrowserContext:
        if account not in kept:
            context = chromium.new_context()
            page = context.new_page()
            page.goto(f"{site}/es/account/login/")
            page.fill("input[name=login]", f"{account}@demo.example")
            page.fill("input[name=password]", PASSWORD)
            page.click("main form button[type=submit]")
            page.wait_for_url("**/workspace/")
            page.close()
            kept[account] = context
        return kept[account]

    yield make
    for context in kept.values():
        context.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh anonymous page."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()
