"""The kernel with ND4J's CUDA backend on a machine without a card: it computes on the processor, and says why."""

import subprocess
from pathlib import Path

import pytest
from conftest import Kernel
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
    with open(tmp_path / "terminal.txt", "w+") as terminal:
        kernel = Kernel(CUDA_KERNEL, stderr=terminal, stdout=terminal)
        try:
            summed = kernel.run("Nd4j.rand(20, 30).mmul(Nd4j.ones(30, 4)).sumNumber().doubleValue() > 0")
            backend = kernel.run("%backend").displays[0]["data"]["text/plain"]
        finally:
            kernel.close()
        terminal.seek(0)
        said = terminal.read()

    assert summed.text == "true" and summed.printed("stderr") == ""
    assert "CpuBackend" in backend and "the graphics card is not used, because " in backend
    assert said.count("The processor computes; the graphics card is not used, because ") == 1
    assert "\tat " not in said and "Error" not in said
