"""What a fresh notebook shows for each kind of value, without any import line."""

import base64
import struct
import zlib


def png_chunks(data):
    """Checks a PNG byte for byte: signature, every chunk's length and checksum, IEND last; returns the size."""
    raw = base64.b64decode(data, validate=True)
    assert raw[:8] == b"\x89PNG\r\n\x1a\n"
    at, kinds, size = 8, [], None
    while at < len(raw):
        (length,) = struct.unpack(">I", raw[at : at + 4])
        kind, body = raw[at + 4 : at + 8], raw[at + 8 : at + 8 + length]
        assert struct.unpack(">I", raw[at + 8 + length : at + 12 + length])[0] == zlib.crc32(kind + body)
        if kind == b"IHDR":
            size = struct.unpack(">II", body[:8])
        kinds.append(kind)
        at += 12 + length
    assert kinds[-1] == b"IEND" and at == len(raw)
    return size


def test_tensor_shows_type_shape_and_values(kernel):
    text = kernel.run("Nd4j.rand(3, 4)").text

    lines = text.splitlines()
    assert lines[0] == "FLOAT [3, 4]"
    assert len(lines) == 4 and lines[1].startswith("[[0.") and lines[3].endswith("]]")


def test_large_tensor_is_abbreviated(kernel):
    text = kernel.run("Nd4j.arange(10000).reshape(100, 100)").text

    assert text.startswith("FLOAT [100, 100]\n[[   0.0000,")
    assert "…" in text and len(text) < 2000


def test_table_is_plain_html_with_text(kernel):
    code = 'Table.create("marks", StringColumn.create("who", "<b>", "c"), DoubleColumn.create("x", 1.23456, 2))'
    data = kernel.run(code).results[0]

    assert "<caption>marks: 2 rows × 2 columns</caption>" in data["text/html"]
    assert '<th scope="col" align="right">x</th>' in data["text/html"]
    assert "&lt;b&gt;" in data["text/html"] and "1.235" in data["text/html"]
    assert "<style" not in data["text/html"] and "<script" not in data["text/html"]
    assert data["text/plain"].splitlines()[0] == "marks: 2 rows × 2 columns"


def test_chart_is_a_whole_png_at_twice_its_size_with_alt_text(kernel):
    ran = kernel.run('var c = new XYChartBuilder().title("Line").build(); c.addSeries("a", new double[] {1, 2}); c')

    width, height = png_chunks(ran.results[0]["image/png"])
    meta = ran.metadata["image/png"]
    assert (width, height) == (2 * meta["width"], 2 * meta["height"])
    assert "Line" in meta["alt"] and ran.text == meta["alt"]


def test_image_is_a_whole_png_enlarged_when_small(kernel):
    ran = kernel.run("new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY)")

    assert png_chunks(ran.results[0]["image/png"]) == (224, 224)
    assert ran.metadata["image/png"] == {"width": 112, "height": 112, "alt": "Picture of 28 by 28 pixels"}


def test_arrays_and_lists_show_count_and_first_ten(kernel):
    assert kernel.run("new float[] {1, 2.5f, 1/3f}").text == "float (#3) [1, 2.500, 0.3333]"
    assert kernel.run("IntStream.range(0, 6131).boxed().toList()").text == (
        "(#6131) [0, 1, 2, 3, 4, 5, 6, 7, 8, 9 …]"
    )
    paths = 'List.of(Path.of("/very/long/train/3/10.png"), Path.of("a.png"))'
    assert kernel.run(paths).text == "(#2) [train/3/10.png, a.png]"


def test_show_works_in_loops_and_echoes_nothing(kernel):
    ran = kernel.run('for (var word : List.of("a", "b")) show(word);')

    assert [d["data"]["text/plain"] for d in ran.displays] == ["a", "b"]
    assert ran.results == []


def test_a_semicolon_silences_the_value(kernel):
    kernel.run("var numbers = new ArrayList<Integer>();")

    assert kernel.run("numbers.add(3);").results == []
    assert kernel.run("numbers.add(3)").text == "true"


def test_a_failing_renderer_becomes_a_message(kernel):
    code = "class Endless { public String toString() { return toString(); } }\nnew Endless()"

    ran = kernel.run(code)

    assert ran.status == "ok"
    assert ran.text == (
        "This Endless cannot be shown: showing it failed with StackOverflowError. "
        "The value itself is kept; look at its parts, or mend its toString()."
    )
    assert kernel.run("1 + 1").text == "2"


def test_first_use_of_nd4j_prints_no_log(fresh_kernel):
    ran = fresh_kernel.run("Nd4j.rand(2, 2).mmul(Nd4j.rand(2, 2)).shape()")

    assert ran.text == "long (#2) [2, 2]"
    assert ran.printed() == "" and ran.printed("stderr") == ""


def test_a_new_import_leaves_earlier_variables_alone(kernel):
    kernel.run("var kept = List.of(2, 2);\nint four = 4;")
    kernel.run("import java.text.Format;\nimport java.nio.charset.*;")
    kernel.run("import java.util.zip.*;")

    assert kernel.run("kept.size() + four").text == "6"


def test_nets_are_shown_as_their_layers(kernel):
    assert kernel.run("simpleNet(784, 30, 1)").text.splitlines() == [
        "layer                        weights        parameters",
        "Dense, relu                  784 → 30           23,550",
        "Output, identity             30 → 1                 31",
        "all                                             23,581",
    ]
    graph = """
var joined = new org.deeplearning4j.nn.conf.graph.MergeVertex();
var graph = new ComputationGraph(new NeuralNetConfiguration.Builder().graphBuilder().addInputs("a", "b")
    .addVertex("joined", joined, "a", "b")
    .addLayer("hidden", new DenseLayer.Builder().nIn(5).nOut(4).activation(Activation.RELU).build(), "joined")
    .addLayer("out", new OutputLayer.Builder().nIn(4).nOut(2).activation(Activation.SOFTMAX).build(), "hidden")
    .setOutputs("out").build());"""
    assert kernel.run(graph + "\ngraph").text == (
        "ComputationGraph without layers yet. Call init() on it: this makes its weights.")
    assert kernel.run("graph.init();\ngraph").text.splitlines() == [
        "layer                        weights        parameters",
        "Dense, relu                  5 → 4                  24",
        "Output, softmax              4 → 2                  10",
        "all                                                 34",
    ]
    assert kernel.run("graph.getConfiguration()").text.splitlines() == [
        "joined ← a, b: Merge", "hidden ← joined: Dense, relu: 5 → 4", "out ← hidden: Output, softmax: 4 → 2"]
