"""Where things are: the project's own files, whether cloned or installed, and the one cache folder."""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
# a wheel carries the kernel's jars, the notebooks and all else beside these files; a clone builds or has them elsewhere
INSTALLED = (HERE / "jars").is_dir()
ROOT = HERE if INSTALLED else HERE.parents[2]
NOTEBOOKS = ROOT / "notebooks"
TARGET = Path.cwd() / "target" if INSTALLED else ROOT / "target"
RENDERED = Path.cwd() / "rendered" if INSTALLED else ROOT / "rendered"
ASSETS = ROOT / "assets" if INSTALLED else ROOT / "src" / "lesson4j-kernel" / "src" / "main" / "kernel"
# what draws and computes on a page that share writes; the library has it too
SCRIPTS = ROOT / ("page_scripts" if INSTALLED else "src/lesson4j/src/main/resources/lesson4j/export")
VENV = ROOT / ".venv"
PEERS = ROOT / ".bench"
COMMAND = "lesson" if INSTALLED else "./lesson"
KERNEL = "java-lesson4j"
CUDA_KERNEL = "java-lesson4j-cuda"
# each notebook with how long it runs on two cores; a test compares README, 00-start and the notebooks' heads
COURSE = {
    "00-start": "seconds", "01-pixels": "40 s", "02-sgd": "60 s", "03-learner": "40 s", "04-csv": "30 s",
    "05-ten-digits": "2 min", "06-losses": "2 min", "07-deeper": "3 min", "08-your-own-pictures": "60 s",
}


def course():
    """Returns the course's own notebooks; whatever else lies in notebooks/ is somebody's, and stays out of it."""
    return [NOTEBOOKS / f"{name}.ipynb" for name in COURSE]


def own():
    """Returns the folder of the reader's copy of the notebooks: LESSON4J_NOTEBOOKS, or ~/lesson4j-notebooks."""
    return Path(os.environ.get("LESSON4J_NOTEBOOKS") or Path.home() / "lesson4j-notebooks").absolute()


def cache():
    """Returns the one folder for data, natives and archives: LESSON4J_CACHE, or ~/.cache/lesson4j."""
    return Path(os.environ.get("LESSON4J_CACHE") or Path.home() / ".cache" / "lesson4j").absolute()


def readable_names():
    """Lets Java read every file name: in the plain C locale it knows ASCII only. Python does so by itself but for LC_ALL."""
    if sys.platform == "linux" and os.environ.get("LC_ALL") in ("C", "POSIX"):
        os.environ["LC_ALL"] = "C.UTF-8"


def absolute_data():
    """Makes LESSON_DATA absolute, because a kernel starts in the notebook's folder, not in ours."""
    if os.environ.get("LESSON_DATA"):
        os.environ["LESSON_DATA"] = str(Path(os.environ["LESSON_DATA"]).absolute())
