"""Each gap that our kernel closes is still there in stock JJava; a failure here means that a class of ours may go."""

from pathlib import Path

import pytest
from behaviours import BEHAVIOURS, has, stock_has
from test_stock_jjava_language import LANGUAGE

README = Path(__file__).parents[3] / "README.md"


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_the_readme_tells_of_it(name):
    assert f"| {name} | yes | no |" in README.read_text()


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_our_kernel_has_it(kernel, name):
    assert has(kernel, BEHAVIOURS[name])


@pytest.mark.long
@pytest.mark.parametrize("behaviour", [pytest.param(b, id=name) for name, b in [*BEHAVIOURS.items(), *LANGUAGE.items()]])
def test_stock_jjava_still_has_the_gap(behaviour):
    assert not stock_has(behaviour)
