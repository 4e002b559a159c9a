"""Hints as they arrive at a reader; PythonHintsTest, CompileErrorsTest and LanguagesTest have all cases, without a kernel."""

import os

import pytest
from conftest import Kernel
from test_errors import told


@pytest.mark.parametrize("code, java", [
    ("for i in range(3):\n    print(i)", "for (int i = 0; i < 3; i++) { … }"),
    ("import numpy as np", "Nd4j is imported"),
])
def test_what_python_writes_gets_one_hint_with_the_java_for_it(kernel, code, java):
    text = told(kernel.run(code))

    assert len([line for line in text.splitlines()[1:] if java in line]) == 1, text


def test_names_are_the_same_in_a_jvm_of_another_language_and_encoding():
    other = Kernel(env={**os.environ, "JAVA_TOOL_OPTIONS": "-Duser.language=hi -Duser.country=IN -Dfile.encoding=UTF-16"})
    try:
        for code, message, hint in (
                ("var words = new ArrayList<String>();\nwords.sizee()", "method sizee() in ArrayList", "Did you mean size?"),
                ("class Ärger extends Exception { }\nRunnable r = () -> { throw new Ärger(); };", "Ärger", "catch (Ärger e)"),
                ("int größe = 3;\ngröß + 1", "variable größ", "Did you mean größe?"),
                ("float f = 0.1;", "lossy", "Write the number as a float"),
                ("for i in range(3):", "'(' expected", "for (int i = 0; i < 3; i++)")):
            text = told(other.run(code))
            assert message in text and hint in text
    finally:
        other.close()
