"""Where things are: the project's own files and the one cache folder."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
NOTEBOOKS = ROOT / "notebooks"
TARGET = ROOT / "target"
VENV = ROOT / ".venv"
PEERS = ROOT / ".bench"
KERNEL = "java-lesson4j"
CUDA_KERNEL = "java-lesson4j-cuda"


def cache():
    """Returns the one folder for data, natives and archives: LESSON4J_CACHE, or ~/.cache/lesson4j."""
    return Path(os.environ.get("LESSON4J_CACHE") or Path.home() / ".cache" / "lesson4j").absolute()


def absolute_data():
    """Makes LESSON_DATA absolute, because a kernel starts in the notebook's folder, not in ours."""
    if os.environ.get("LESSON_DATA"):
        os.environ["LESSON_DATA"] = str(Path(os.environ["LESSON_DATA"]).absolute())
