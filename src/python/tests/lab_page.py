"""JupyterLab in a headless browser, as the tests drive it: one server, browser and cache for all of them."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SHOTS = ROOT / "target" / "lab"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

ANSWERED = """() => {
  const kernel = window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel;
  return kernel?.connectionStatus === "connected" && kernel.status === "idle" && kernel.info.then(() => true);
}"""

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


@pytest.fixture(scope="session")
def lab(tmp_path_factory):
    """JupyterLab on a copy of the notebooks; gives its address."""
    notebooks = tmp_path_factory.mktemp("lab") / "notebooks"
    shutil.copytree(ROOT / "notebooks", notebooks)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}",
         f"--ServerApp.root_dir={notebooks}", "--IdentityProvider.token=", "--ServerApp.password=",
         "--ServerApp.disable_check_xsrf=True",  # sessions are deleted from outside the page
         "--LabApp.expose_app_in_browser=True"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=dict(os.environ, JUPYTER_CONFIG_DIR=str(notebooks.parent), JUPYTERLAB_WORKSPACES_DIR=str(notebooks.parent)),
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(120):
        try:
            urllib.request.urlopen(f"{address}/api/status", timeout=1)
            break
        except OSError:
            time.sleep(0.5)
    yield address, notebooks
    server.terminate()
    server.wait(20)


@pytest.fixture(scope="session")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def window(browser):
    """A window whose pages share a cache: JupyterLab's scripts are read and compiled once."""
    context = browser.new_context(viewport={"width": 1200, "height": 1400})
    yield context
    context.close()


@pytest.fixture
def page_of(lab, window):
    """Opens a notebook, with the given cells if there are any, and gives its page once its kernel has answered.

    In the end its kernel is shut down.
    """
    address, notebooks = lab

    def open_with(name, *cells):
        if cells:
            write_notebook(notebooks, name, *cells)
        page = window.new_page()
        page.goto(f"{address}/lab/tree/{name}?reset")
        page.wait_for_selector(".jp-Notebook .jp-CodeCell", timeout=60_000)
        page.wait_for_function(ANSWERED, timeout=60_000)
        return page

    yield open_with
    for page in window.pages:
        page.close()
    for session in json.load(urllib.request.urlopen(f"{address}/api/sessions")):
        urllib.request.urlopen(urllib.request.Request(f"{address}/api/sessions/{session['id']}", method="DELETE"))


@pytest.fixture
def opened(browser):
    """Opens pages without a network; whatever they complain of or ask for beyond themselves fails the test."""
    contexts, complaints = [], []

    def open_page(file, width=1200, **options):
        context = browser.new_context(viewport={"width": width, "height": 800}, offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda r: r.url.startswith(("data:", "file:")) or complaints.append(r.url[:200]))
        page.goto(file.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def menu(page, *names):
    page.click(f".lm-MenuBar-itemLabel:text-is('{names[0]}')")
    page.click(f".lm-Menu-itemLabel:text-is('{names[1]}')")


def wait_until_run(page, seconds):
    """Waits until no cell is running or waiting any more."""
    page.wait_for_function(
        "() => ![...document.querySelectorAll('.jp-InputPrompt')].some(p => p.textContent.includes('[*]'))"
        " && document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status === 'idle'",
        timeout=seconds * 1000,
    )


def pictures_of(page):
    """Scrolls through the notebook, of which the page holds only what is in view; returns its pictures' sizes."""
    pictures = {}
    panel = page.locator(".jp-WindowedPanel-outer")
    at, end = 0, 1
    while at < end:
        panel.evaluate("(panel, at) => panel.scrollTo(0, at)", at)
        time.sleep(0.3)
        found = page.eval_on_selector_all(
            ".jp-RenderedImage img", "list => list.map(i => [i.src, [i.naturalWidth, i.width]])"
        )
        pictures.update(found)
        at, end = at + 1000, panel.evaluate("panel => panel.scrollHeight")
    panel.evaluate("panel => panel.scrollTo(0, 0)")
    return pictures


def shot(page, name):
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png")


def saved(page, notebooks, name):
    """Saves the notebook and reads it from disk, which sees also what is scrolled out of the page."""
    before = (notebooks / name).stat().st_mtime_ns
    page.keyboard.press("Control+s")
    until = time.monotonic() + 20
    while (notebooks / name).stat().st_mtime_ns == before and time.monotonic() < until:
        time.sleep(0.1)
    assert (notebooks / name).stat().st_mtime_ns > before, "JupyterLab saved nothing in 20 seconds"
    time.sleep(0.3)  # the file is written anew in pieces
    return json.loads((notebooks / name).read_text())["cells"]


def write_notebook(notebooks, name, *sources):
    cells = [{"cell_type": "code", "id": f"c{i}", "metadata": {}, "source": source, "outputs": [],
              "execution_count": None} for i, source in enumerate(sources)]
    spec = {"display_name": "Java (Lesson4j)", "language": "java", "name": "java-lesson4j"}
    (notebooks / name).write_text(
        json.dumps({"cells": cells, "metadata": {"kernelspec": spec}, "nbformat": 4, "nbformat_minor": 5})
    )
