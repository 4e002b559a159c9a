"""Each gap that our kernel closes is still there in stock JJava; a failure here means that a class of ours may go."""

import pytest
from behaviours import BEHAVIOURS, has
from conftest import Kernel


@pytest.mark.parametrize("name", BEHAVIOURS)
def test_our_kernel_has_it(fresh_kernel, name):
    assert has(fresh_kernel, name)


@pytest.mark.long
@pytest.mark.parametrize("name", BEHAVIOURS)
def test_stock_jjava_still_has_the_gap(name):
    stock = Kernel("java")
    try:
        assert not has(stock, name)
    finally:
        stock.close()
