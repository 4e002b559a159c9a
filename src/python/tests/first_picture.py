"""Starts `lesson lab` as a reader does, runs its first notebook in Chromium, and prints the seconds until its picture is there.

python first_picture.py PORT SHOT COMMAND…
"""

import json
import subprocess
import sys
import time
import urllib.request

from lab_page import CHROMIUM, FLAGS, menu
from playwright.sync_api import sync_playwright

port, shot, *command = sys.argv[1:]
ADDRESS = f"http://127.0.0.1:{port}"
SAID = "the kernel"  # fetching its native libraries, then starting it once


def main():
    start = time.monotonic()
    times = {}
    lab = subprocess.Popen([*command, "--no-browser", f"--port={port}", "--IdentityProvider.token="], stdout=sys.stderr,
                           start_new_session=True)
    try:
        while not answers():
            assert lab.poll() is None and time.monotonic() - start < 300
            time.sleep(0.2)
        times["page"] = time.monotonic() - start
        with sync_playwright() as playwright:
            page = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS).new_page()
            run(page)
            times["progress"] = wait_for_picture(page, start)
            times["picture"] = time.monotonic() - start
            page.screenshot(path=shot)
        print(json.dumps(times))
    finally:
        subprocess.run(["pkill", "-INT", "-s", str(lab.pid)])
        time.sleep(1)
        subprocess.run(["pkill", "-INT", "-s", str(lab.pid)])
        lab.wait(30)


def answers():
    try:
        urllib.request.urlopen(f"{ADDRESS}/api/status", timeout=1)
        return True
    except OSError:
        return False


def run(page):
    page.goto(f"{ADDRESS}/lab/tree/00-start.ipynb?reset")
    page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
    menu(page, "Edit", "Clear Outputs of All Cells")
    # JupyterLab runs nothing as long as it has no session with the kernel: a reader would try again
    while not page.locator(".jp-InputPrompt:text('[*]'), .jp-RenderedImage img").count():
        if page.locator(".jp-Dialog").count():
            page.screenshot(path=shot.replace(".png", "-dialog.png"))
            page.keyboard.press("Escape")
        else:
            menu(page, "Run", "Run All Cells")
        time.sleep(1)


def wait_for_picture(page, start):
    """Waits for the cell's picture; returns when the cell first told of a fetch, if it did."""
    told = None
    while not page.locator(".jp-RenderedImage img").count():
        if told is None and page.locator(f".jp-OutputArea :text('{SAID}')").count():
            told = time.monotonic() - start
            page.screenshot(path=shot.replace(".png", "-told.png"))
        if time.monotonic() - start > 240:
            page.screenshot(path=shot)
            raise TimeoutError(page.inner_text("body")[-2000:])
        time.sleep(0.2)
    return told


main()
