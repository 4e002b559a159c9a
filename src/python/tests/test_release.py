"""What a release would publish: whole, accepted, and the same each time it is built."""

import re

import pytest
from lesson import jdk, release
from lesson.places import ROOT
from lesson.say import Problem

PARTS = [*release.PUBLISHED, None]


def staged(folder):
    """What `mvn deploy` would write for our POMs, with empty jars."""
    for part in PARTS:
        pom = (ROOT / "src" / part if part else ROOT) / "pom.xml"
        text = pom.read_text(encoding="utf-8").replace("-SNAPSHOT", "")
        name = re.findall(r"<artifactId>(.+?)</artifactId>", text)[1 if part else 0]
        place = folder / release.GROUP / name / "0.1.0"
        place.mkdir(parents=True)
        (place / f"{name}-0.1.0.pom").write_text(text, encoding="utf-8")
        for kind in ("", "-sources", "-javadoc"):
            (place / f"{name}-0.1.0{kind}.jar").touch()
    return folder


def test_our_poms_say_all_that_maven_central_asks_for(tmp_path):
    release.check(staged(tmp_path))


@pytest.mark.parametrize("part, was, becomes, said", [
    ("lesson4j-parent", "<url>https://github.com/lesson4j/lesson4j</url>\n  <inceptionYear>", "<inceptionYear>", "lesson4j-parent-0.1.0.pom says no url"),
    ("lesson4j", "0.1.0<", "0.1.0-SNAPSHOT<", "lesson4j-0.1.0.pom names a SNAPSHOT"),
    ("lesson4j", "<dependencies>", "<repositories/><dependencies>", "lesson4j-0.1.0.pom names a repository of its own"),
    ("lesson4j", "<artifactId>dl4j-lean<", "<artifactId>jupyter-java<", "lesson4j-0.1.0.pom needs ${project.groupId}:jupyter-java, which Maven Central lacks"),
    ("lesson4j-plot", "org.knowm.xchart</groupId>\n      <artifactId>xchart", "org.dflib.jjava</groupId>\n      <artifactId>jjava",
     "lesson4j-plot-0.1.0.pom needs org.dflib.jjava:jjava, which Maven Central lacks"),
])
def test_what_maven_central_would_refuse_is_told(tmp_path, part, was, becomes, said):
    pom = staged(tmp_path) / release.GROUP / part / "0.1.0" / f"{part}-0.1.0.pom"
    assert was in pom.read_text()
    pom.write_text(pom.read_text().replace(was, becomes))

    with pytest.raises(Problem, match=re.escape(said)):
        release.check(tmp_path)


def test_a_part_without_javadoc_is_told(tmp_path):
    (staged(tmp_path) / release.GROUP / "lesson4j" / "0.1.0" / "lesson4j-0.1.0-javadoc.jar").unlink()

    with pytest.raises(Problem, match="lesson4j-0.1.0-javadoc.jar is missing"):
        release.check(tmp_path)


@pytest.mark.long
def test_two_builds_are_the_same_to_the_last_byte(tmp_path):
    first, second = (release.build(jdk.find(), tmp_path / name) for name in ("one", "another place"))

    assert len(first) == 26 and first == second
    assert sum(path.endswith(".whl") for path in first) == 2
