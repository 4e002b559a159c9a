"""Opens JupyterLab on the reader's own copy of the notebooks."""

import subprocess
import sys
from pathlib import Path

from . import readers_copy
from .places import own


def open_lab(words):
    """Brings the copy up to date and starts JupyterLab on it; a first word that is no option names the folder."""
    named = bool(words) and not words[0].startswith("-")
    folder = Path(words[0]).expanduser().absolute() if named else own()
    for line in readers_copy.refresh(folder):
        print(line, flush=True)
    places_and_page = [f"--ServerApp.root_dir={folder}", "--LabApp.default_url=/lab/tree/00-start.ipynb"]
    return subprocess.call([sys.executable, "-m", "jupyterlab", *places_and_page, *words[named:]])
