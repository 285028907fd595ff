"""Smoke run of `make run`: start on an empty machine's terms, sign in, ask the API, stop cleanly."""

import http.cookiejar
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

PORT = os.environ.get("SMOKE_PORT", "8765")
SITE = f"http://127.0.0.1:{PORT}"
FIRST_START, SECOND_START, STOP = 120.0, 5.0, 15.0  # seconds


def start(environment: dict[str, str]) -> tuple[subprocess.Popen[str], float]:
    """`make run` until it answers; the seconds that took."""
    began = time.monotonic()
    process = subprocess.Popen(["make", "run"], env=environment, text=True, start_new_session=True)
    while time.monotonic() - began < FIRST_START:
        try:
            urllib.request.urlopen(f"{SITE}/healthz/ready", timeout=2)
        except OSError:
            if process.poll() is not None:
                sys.exit(f"make run ended with {process.returncode}")
            time.sleep(0.05)
        else:
            return process, time.monotonic() - began
    process.kill()
    sys.exit("make run did not answer in time")


def stop(process: subprocess.Popen[str]) -> float:
    """SIGTERM, and the seconds until everything has ended."""
    began = time.monotonic()
    os.killpg(process.pid, signal.SIGTERM)
    process.wait(STOP)
    while time.monotonic() - began < STOP:
        try:
            urllib.request.urlopen(f"{SITE}/healthz/live", timeout=1)
        except OSError:
            return time.monotonic() - began
        time.sleep(0.05)
    sys.exit("the portal did not stop")


def sign_in() -> str:
    """Sign in as the officer of Uruguay, as the page's own form does; the workspace's HTML."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    address = f"{SITE}/es/account/login/"
    page = opener.open(address, timeout=10).read().decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if not found:
        sys.exit("the sign-in page has no form")
    form = {
        "csrfmiddlewaretoken": found[1],
        "login": "officer.uruguay@demo.example",
        "password": "solidarity-demo",
    }
    answer = opener.open(address, urllib.parse.urlencode(form).encode(), timeout=10)
    if "/workspace/" not in answer.url:
        sys.exit(f"sign-in led to {answer.url}")
    return str(answer.read().decode())


def memory(process: subprocess.Popen[str]) -> float:
    """Resident megabytes of the largest process of the group: the web process."""
    listing = subprocess.run(
        ["ps", "-o", "rss=", "-g", str(process.pid)],
        capture_output=True,
        text=True,
        check=True,
    )
    return max(map(int, listing.stdout.split())) / 1024


def main() -> None:
    """Both starts, the things in between, and the figures."""
    with tempfile.TemporaryDirectory() as var:
        environment = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
        environment |= {"PORT": PORT, "VAR_DIR": var}
        process, first = start(environment)
        try:
            workspace = sign_in()
            if "Uruguay" not in workspace:
                sys.exit("the workspace does not name the country")
            with urllib.request.urlopen(f"{SITE}/api/v1/municipalities/?count=true", timeout=10) as answer:
                found = json.load(answer)
            if found["count"] != len(found["results"]) or not found["count"]:
                sys.exit("the API lists no municipalities")
            resident = memory(process)
        finally:
            stopped = stop(process)
        process, second = start(environment)
        stop(process)
    print(f"first start {first:.1f} s, second start {second:.1f} s, stop {stopped:.1f} s, {resident:.0f} MB")
    if second > SECOND_START:
        sys.exit(f"the second start took {second:.1f} s, more than {SECOND_START} s")


if __name__ == "__main__":
    main()
