"""Text from data stays text: names of classes, files, columns, layers and metrics, cells, messages, comments."""

import json
import os
import re

import html5lib
import pytest
from hostile_text import LONG, TEXTS, alive, mixed

IS_LONG = os.environ.get("LESSON_LONG")
# each character that acts, and each way out of a table, an attribute and a comment
TRIED = [*TEXTS, LONG, *mixed(60, seed=2)] if IS_LONG else [*TEXTS[6:11], "\n".join([*TEXTS[:6], *TEXTS[11:]]), LONG]
SHOWN = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "p", "b", "code", "pre", "DOCUMENT_FRAGMENT"}
# the JDK's own Javadoc, where it comes with its source
JAVADOC = {"i", "em", "strong", "tt", "ul", "ol", "li", "dl", "dt", "dd", "br", "blockquote", "sub", "sup", "h1", "h2", "h3", "h4"}
HARMLESS = {"align", "style", "scope", "colspan", "class"}
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u2028-\u202e\u2066-\u2069]")
SET_UP = """
String s = "";
DataLoaders named(String name) {
    var x = Nd4j.rand(8, 16);
    var all = new LabelledImages(x, new int[] {0, 1, 0, 1, 0, 1, 0, 1}, List.of(name, "other"), 4, 4);
    return DataLoaders.of(all, all).bs(8);
}
Learner trained(String name) {
    Seed.set(1);
    var metric = Metric.of(name, (preds, targs) -> 0.5);
    return new Learner(named(name), simpleNet(16, 3, 2), crossEntropy(), metric);
}
Learner learn = null;
"""
DOORS = {
    "table": "Table.create(s, StringColumn.create(s, s, s), DoubleColumn.create(\"x\", 1, 2))",
    "csv": "Table.read().usingOptions(tech.tablesaw.io.csv.CsvReadOptions.builderFromString(\"a,b\\n\\\"\" + s.replace(\"\\\"\", \"\\\"\\\"\")"
           " + \"\\\",1\\n\").tableName(s).build())",
    "view": "new TableView(s, List.of(s, s), List.of(true, false), List.of(List.of(s, s)), s)",
    "training": "learn = trained(s); learn.fit(1, 0.01);",
    "confused": "Interpretation.of(learn).mostConfused(0)",
    "losses": "Interpretation.of(learn).topLosses(3)",
    "matrix": "Interpretation.of(learn).plotConfusionMatrix()",
    "batch": "learn.dls().showBatch()",
    "prediction": "learn.predict(Nd4j.rand(4, 4))",
    "classes": "learn.dls().train().first().source().classes()",
    "examples": "learn.dls().train().first().source()",
    "compared": "Runs.of(s).add(s, learn).plot(\"valid_loss\")",
    "table of runs": "Runs.of(s).add(s, learn).table()",
    "names of layers": "sequential(nnLinear(4, 2)).getLayerWiseConfigurations()",
    "picture": "showImage(Nd4j.rand(4, 4), s)",
    "pictures": "showImages(Nd4j.rand(2, 4, 4), List.of(s, s))",
    "chart": "var c = new XYChartBuilder().title(s).xAxisTitle(s).yAxisTitle(s).build();"
             " c.addSeries(s, new double[] {1, 2}); c.addSeries(s + 2, new double[] {1, 2}); c",
    "bars": "var b = new CategoryChartBuilder().title(s).build(); b.addSeries(s, List.of(s, \"b\"), List.of(1, 2)); b",
    "list": "List.of(s, Path.of(\"a\", s.replaceAll(\"[\\0\\ud800-\\udfff/]\", \"\")))",
    "array": "new String[] {s}",
    "who": "%who",
    "help": "s?",
    "source": "s??",
    "lists' help": "learn?",
}


def literal(text):
    return json.dumps(text).replace("\\u0022", '\\"')


def setting(text):
    """Sets s; a literal of 100 kB is more than Java takes."""
    return f"s = {literal(LONG[:15])}.repeat(7000);" if text == LONG else f"s = {literal(text)};"


@pytest.fixture(scope="module")
def ready(kernel):
    ran = kernel.run(SET_UP)
    assert ran.status == "ok", ran.error
    return kernel


def shown(ran):
    """Everything that a cell showed: (kind, text) of results and displays, and the alternative texts."""
    for content in ran._of("execute_result", "display_data", "update_display_data"):
        for kind, data in content["data"].items():
            if kind.startswith("text/"):
                yield kind, data
        for meta in content.get("metadata", {}).values():
            if isinstance(meta, dict) and "alt" in meta:
                yield "alt", meta["alt"]


@pytest.mark.parametrize("text", TRIED, ids=range(len(TRIED)))
def test_no_element_stems_from_data(ready, text):
    ready.run(setting(text))
    failed = []
    for door, code in DOORS.items():
        if (door, text) == ("csv", LONG):
            continue  # Tablesaw refuses a cell of more than 4096 characters
        ran = ready.run(code)
        if ran.status != "ok":
            failed.append((door, ran.error["evalue"][:300]))
            continue
        for kind, data in shown(ran):
            if kind == "text/html":
                tree = html5lib.parseFragment(data, namespaceHTMLElements=False)
                elements = [(e.tag, set(e.attrib)) for e in tree.iter()]
                may = SHOWN | JAVADOC if door in ("help", "source") else SHOWN
                strange = [e for e in elements if e[0] not in may or e[1] - HARMLESS]
                if strange or alive(data):
                    failed.append((door, strange[:3], alive(data)[:3]))
            if door not in ("source",) and (bad := ACTS.search(data)):
                failed.append((door, kind, "holds " + repr(bad.group()), data[:200]))
            if len(data) > 30_000:
                failed.append((door, kind, "is long", len(data)))
    assert failed == []


def test_a_cell_reads_as_it_was_written(ready):
    for text in ['<b>"bold"</b> & \'more\'', "&quot;&amp;lt;", "a]]>b", "é 犬 \U0001f600"]:
        ready.run(setting(text))
        html = ready.run(DOORS["table"]).results[0]["text/html"]

        tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
        assert [e.text for e in tree.iter("td")][0] == text
        assert [e.text for e in tree.iter("th")][0] == text


def test_an_errors_message_has_no_characters_that_act(ready):
    ran = ready.run(r'throw new IllegalStateException("a\u001b[2J\u001b]8;;javascript:x\u0007b\u202ec\0d\u0085\n\te");')

    assert ran.error["evalue"] == "a\\u001b[2J\\u001b]8;;javascript:x\\u0007b\\u202ec\\u0000d\\u0085\n\te"
    assert not ACTS.search(re.sub("\x1b\\[[0-9;]*m", "", "".join(ran.error["traceback"])))


def test_a_comment_is_shown_with_plain_tags_only(ready):
    for text in TEXTS if IS_LONG else TEXTS[::3]:
        if "\0" in text or "\ud800" in text or "*/" in text:
            continue
        ready.run(f"/**\n * {text}\n * @param a {text}\n * @return {text} {{@code {text}}} {{@link {text}}}\n */\nint documented(int a) {{ return a; }}")
        html = [data for kind, data in shown(ready.run("documented?")) if kind == "text/html"]
        asked = ready.ask("inspect", "documented", cursor_pos=5)["content"]["data"]

        for page in [*html, asked["text/html"]]:
            assert alive(page, text_only=True) == []
