"""An exported net computes on a page what DL4J computes, in Node and in a browser, and a net that cannot is refused."""

import json
import shutil
import subprocess

import exported_nets
import pytest
from lab_page import needs_chromium
from lesson.places import SCRIPTS

FORWARD = (SCRIPTS / "forward.js").read_text(encoding="utf-8")
COMPARED = """async all => {
  const found = {};
  for (const [name, { data, expected }] of Object.entries(all.nets)) {
    const net = await netOf(data), start = performance.now(), said = all.digits.map(digit => net(digit, data.most));
    const ms = (performance.now() - start) / said.length;
    const off = said.map((outputs, i) => Math.max(...expected[i].map((value, o) => Math.abs(value - outputs[o]))));
    found[name] = { off: Math.max(...off), ms, letters: JSON.stringify(data).length };
  }
  return found;
}"""


@pytest.fixture(scope="module")
def written(kernel, tmp_path_factory):
    file = tmp_path_factory.mktemp("nets") / "nets.json"
    return file, exported_nets.write(kernel, file)


def close(found):
    for name, one in found.items():
        print(f"{name}: off by {one['off']:.1e}, {one['ms']:.2f} ms, {one['letters']} letters")
    assert found.keys() == exported_nets.NETS.keys()
    return all(one["off"] is not None and one["off"] < 1e-5 and one["letters"] < 400_000 for one in found.values())


@pytest.mark.skipif(shutil.which("node") is None, reason="no Node on this machine")
def test_node_computes_what_dl4j_does_for_200_digits(written, tmp_path):
    file, _ = written
    script = tmp_path / "compare.js"
    script.write_text(f"""{FORWARD}
const all = JSON.parse(require("fs").readFileSync({json.dumps(str(file))}));
({COMPARED})(all).then(found => console.log(JSON.stringify(found)));""", encoding="utf-8")

    run = subprocess.run(["node", script], capture_output=True, text=True, timeout=120)

    assert run.stderr == "" and close(json.loads(run.stdout))


@pytest.mark.skipif(shutil.which("node") is None, reason="no Node on this machine")
def test_a_curve_and_its_loss_are_the_same_in_java_and_on_the_page(kernel, tmp_path):
    kernel.run("""var x = Nd4j.randn(20); var y = Nd4j.randn(20).mul(5); var curve = ExportedCurve.of(x, y, -3, 5, 1.1, -2, 0.7, 1);
var turns = new Random(3).doubles(400, -3, 5).toArray();
var losses = IntStream.range(0, 100).mapToDouble(i -> curve.loss(Arrays.copyOfRange(turns, 4 * i, 4 * i + 4))).toArray();""")
    java = kernel.run('"[" + curve.data() + "," + Arrays.toString(turns) + "," + Arrays.toString(losses) + "]"', seconds=60).text
    script = tmp_path / "curve.js"
    script.write_text(f"""const KINDS = {{}};
{(SCRIPTS / "curve.js").read_text(encoding="utf-8")}
const [{{ xs, ys }}, turns] = {java};
console.log(JSON.stringify(Array.from({{ length: 100 }}, (_, i) => meanSquare(turns.slice(4 * i, 4 * i + 4), xs, ys))));""")

    run = subprocess.run(["node", script], capture_output=True, text=True, timeout=60)

    assert run.stderr == "" and json.loads(run.stdout) == pytest.approx(json.loads(java)[2], rel=1e-13)


@needs_chromium
def test_a_browser_computes_what_dl4j_does_for_200_digits(written, browser):
    page = browser.new_page()
    page.evaluate(FORWARD + "\nglobalThis.netOf = netOf;\n0")
    assert close(page.evaluate(COMPARED, written[1]))
    page.close()


def test_a_cell_shows_a_picture_a_sentence_and_what_the_script_needs(kernel, written):
    data = kernel.run('Exported.of(threes, "a 7", "a 3")').results[0]

    assert data["text/plain"].startswith("A sheet to draw a digit on stands here where a page may run scripts. Of 20 stored")
    assert data["text/html"].count("<script>") == 1 and 'alt="20 pictures of 28 by 28' in data["text/html"]
    assert "http" not in data["text/html"].replace("http://www.w3.org", ""), "nothing comes from a network"


@pytest.mark.parametrize(("code", "sentence"), [
    ("new Learner(dls, sequential(nnLinear(784, 5), formula(5, 10, (sd, x, p) -> x.mmul(p.get(\"w\"))).param(\"w\", 5, 10)),"
     " crossEntropy())",
     "A page cannot compute layer 1 of this net: FormulaLayer. It can compute dense layers, convolutions, max and mean pooling,"
     " batch norm, sums, dropout, ReLU, sigmoid, tanh and softmax. Build the net of these."),
    ("new Learner(dls, sequential(nnLinear(784, 5), new ActivationLayer(Activation.ELU), nnLinear(5, 10)), crossEntropy())",
     "A page cannot compute layer 0 of this net: the activation elu"),
    ("new Learner(dls, simpleNet(784, 300, 10), crossEntropy())",
     "on a page, and 400 KB are the most. Train a smaller one: simpleNet(784, 100, 10) and simpleCnn(10) fit."),
    ("new Learner(dls.positive(\"3\"), simpleNet(784, 5, 1), new LossMSE())",
     "Expected a single output that is a share from 0 to 1 but found one without a sigmoid."),
    ("threes, \"only one\"", "Expected 2 names, one per class, but found [only one]. Class 0 comes first."),
    ("all.getLayer(0), held", "Expected a MultiLayerNetwork or a ComputationGraph but found ConvolutionLayer."),
    ("simpleNet(784, 5, 2), held", "Expected pictures of 2 classes, as the net's outputs are, but found class"),
    ("simpleNet(4, 5, 2), new LabelledImages(Nd4j.rand(3, 4), new int[] {0, 1, 1}, List.of(\"a\", \"b\"), 2, 2)",
     "Expected a net for pictures of 28×28 pixels with classes, as the sheet draws them, but found 4 numbers each."),
])
def test_a_net_that_a_page_cannot_compute_is_refused_by_name(kernel, written, code, sentence):
    ran = kernel.run(f"Exported.of({code})")

    assert ran.status == "error" and sentence in ran.error["evalue"]
