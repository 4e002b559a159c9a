// Points, and a curve whose coefficients are turned by sliders: a·x² + b·x + c for three of them, the highest power first.
const polynomial = (coefficients, x) => coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);

function meanSquare(coefficients, xs, ys) {
  return xs.reduce((sum, x, i) => sum + (polynomial(coefficients, x) - ys[i]) ** 2, 0) / xs.length;
}

const WIDTH = 360, HEIGHT = 260, EDGE = 26, FINE = 120;

function drawn(name, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function chartOf({ xs, ys }) {
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const x = value => EDGE + (value - left) / (right - left || 1) * (WIDTH - 2 * EDGE);
  const y = value => HEIGHT - EDGE - (value - low) / (high - low || 1) * (HEIGHT - 2 * EDGE);
  const line = drawn("polyline", { fill: "none", stroke: "#d55e00", "stroke-width": 3 });
  const points = xs.map((value, i) => drawn("circle", { cx: x(value), cy: y(ys[i]), r: 4, fill: "#0072b2" }));
  const text = (number, atX, atY, side) => drawn("text", { x: atX, y: atY, "text-anchor": side, "font-size": 12, fill: "currentColor" }, number.toFixed(1));
  const element = drawn("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, role: "img", "aria-label": "The points and the curve" },
    ...points, line, text(left, EDGE, HEIGHT - 8, "start"), text(right, WIDTH - EDGE, HEIGHT - 8, "end"),
    text(high, 4, EDGE - 10, "start"), text(low, 4, HEIGHT - EDGE - 6, "start"));
  element.style.cssText = "color:#333;background:#fff;border:1px solid #888;border-radius:4px;max-width:100%;height:auto";
  const show = coefficients => line.setAttribute("points", Array.from({ length: FINE + 1 }, (_, i) => {
    const at = left + (right - left) * i / FINE;
    return `${x(at)},${y(polynomial(coefficients, at))}`;
  }).join(" "));
  return { element, show };
}

function sliderOf(name, from, to, value, moved) {
  const input = made("input", "width:180px"), number = made("output", "width:3em;text-align:right", value.toFixed(2));
  Object.assign(input, { type: "range", min: from, max: to, step: (to - from) / 100, value, ariaLabel: name });
  input.oninput = () => { number.textContent = Number(input.value).toFixed(2); moved(Number(input.value)); };
  return made("label", "display:flex;align-items:center;gap:8px;line-height:2;font-variant-numeric:tabular-nums", made("span", "width:1em", name), input, number);
}

KINDS.curve = async about => {
  const { xs, ys, from, to, start } = about, chart = chartOf(about);
  if (!(xs.length > 0 && xs.length === ys.length && start.length <= 26)) throw new Error("another curve");
  const coefficients = [...start];
  const show = () => { chart.show(coefficients); return `Loss ${meanSquare(coefficients, xs, ys).toFixed(2)}`; };
  const loss = made("p", "margin:8px 0 0;font-weight:bold;font-variant-numeric:tabular-nums", show());
  const sliders = start.map((value, i) => sliderOf(String.fromCharCode(97 + i), from, to, value, moved => {
    coefficients[i] = moved;
    loss.textContent = show();
  }));
  loss.setAttribute("aria-live", "polite");
  return [chart.element, made("div", "", ...sliders, loss)];
};
