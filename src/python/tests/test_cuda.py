"""The kernel with ND4J's CUDA backend on a machine without a card: it computes on the processor, and says why."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Kernel
from lesson import kernelspec
from lesson.places import CUDA_KERNEL

ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def installed():
    """Fetches 0.6 GB from Maven Central once."""
    run = subprocess.run([ROOT / "lesson", "install", "--cuda"], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    if "The graphics card computes." in run.stdout:
        pytest.skip("this machine has a card that CUDA 11.6 can use")
    return run


def test_says_who_computes_and_why_in_one_sentence(installed):
    why = [line for line in installed.stdout.splitlines() if line.startswith("The processor computes;")]

    assert len(why) == 1 and "the graphics card is not used, because " in why[0]
    assert "\tat " not in installed.stdout + installed.stderr


def test_a_cell_computes_on_the_processor_without_a_stack_trace(installed, tmp_path):
    with open(tmp_path / "terminal.txt", "w") as terminal:
        kernel = Kernel(CUDA_KERNEL, stderr=terminal, stdout=terminal)
        try:
            summed = kernel.run("Nd4j.rand(20, 30).mmul(Nd4j.ones(30, 4)).sumNumber().doubleValue() > 0")
            backend = kernel.run("%backend").displays[0]["data"]["text/plain"]
            said = (tmp_path / "terminal.txt").read_text()
        finally:
            kernel.close()

    assert summed.text == "true" and summed.printed("stderr") == ""
    assert "CpuBackend" in backend and "the graphics card is not used, because " in backend
    assert said.count("The processor computes; the graphics card is not used, because ") == 1
    assert "\tat " not in said and "Error" not in said


# what NVIDIA's driver and CUDA's runtime would answer
DRIVER = "int cuInit(unsigned int flags) { return 0; }"
RUNTIME = """
int cudaGetDeviceCount(int *count) { *count = COUNT; return CODE; }
int cudaDeviceGetAttribute(int *value, int attribute, int device) { *value = attribute == 75 ? MAJOR : MINOR; return 0; }
"""


@pytest.mark.skipif(not sys.platform.startswith("linux") or not shutil.which("gcc"), reason="needs gcc on Linux")
@pytest.mark.parametrize(
    "answers, reason",
    [
        (None, "CUDA 11.6 with cuDNN 8.3 is not installed (libcudart.so.11.0 was not found)"),
        ((0, 100, 0, 0), "there is no NVIDIA card"),
        ((0, 35, 0, 0), "NVIDIA's driver is too old for CUDA 11.6"),
        ((0, 46, 0, 0), "CUDA reports its error 46"),
        ((1, 0, 9, 0), "it has compute capability 9.0, and ND4J's CUDA 11.6 knows 3.7 to 8.9 only"),
        ((1, 0, 8, 6), "CUDA 11.6 with cuDNN 8.3 is not installed (libcublas.so.11 was not found)"),
    ],
    ids=["no runtime", "no card", "old driver", "busy card", "a card too new", "no libraries"],
)
def test_each_thing_that_is_missing_is_named(installed, tmp_path, answers, reason):
    library(tmp_path / "libcuda.so.1", DRIVER)
    if answers is not None:
        defined = zip(("COUNT", "CODE", "MAJOR", "MINOR"), answers, strict=True)
        library(tmp_path / "libcudart.so.11.0", RUNTIME, *(f"-D{name}={value}" for name, value in defined))

    command = [*kernelspec.argv(kernelspec.folder(cuda=True)), "--self-test"]
    run = subprocess.run(command, capture_output=True, text=True, env=dict(os.environ, LD_LIBRARY_PATH=str(tmp_path)))

    assert run.returncode == 0, run.stderr
    assert f"The processor computes; the graphics card is not used, because {reason}.\n" in run.stdout


def library(path, source, *options):
    """Compiles a library whose symbols carry its own name as their version, as NVIDIA's do."""
    versions = path.with_suffix(".versions")
    versions.write_text(f"{path.name} {{ global: *; }};")
    linking = [f"-Wl,-soname,{path.name}", f"-Wl,--version-script,{versions}"]
    command = ["gcc", "-shared", "-fPIC", *options, "-x", "c", "-", "-o", path, *linking]
    subprocess.run(command, input=source, text=True, check=True)
