// A sheet to draw a digit on with mouse, finger or pen. The kernel gets it as MNIST's digits are:
// 28 by 28, the digit 20 on its longer side, its centre of mass in the middle, ink 0 to 255.
const SHEET = 252, SIDE = 28, DIGIT = 20, PEN = 20, PAUSE = 40;

function canvas(size, label) {
  const made = document.createElement("canvas");
  made.width = made.height = size;
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", label);
  return made;
}

function inkOf(sheet) {
  const size = sheet.width, all = sheet.getContext("2d", { willReadFrequently: true }).getImageData(0, 0, size, size).data;
  return Float32Array.from({ length: size * size }, (_, i) => all[4 * i + 3]);
}

function boxOf(ink, size) {
  let [left, top, right, bottom] = [size, size, -1, -1];
  ink.forEach((value, i) => {
    if (value > 0) {
      const x = i % size, y = Math.floor(i / size);
      left = Math.min(left, x); right = Math.max(right, x);
      top = Math.min(top, y); bottom = Math.max(bottom, y);
    }
  });
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

// the mean of all ink that falls into each of the small squares
function shrink(ink, size, box, scale) {
  const width = Math.max(1, Math.round(box.width * scale)), height = Math.max(1, Math.round(box.height * scale));
  const small = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const x0 = box.left + Math.floor(x * box.width / width), x1 = box.left + Math.ceil((x + 1) * box.width / width);
      const y0 = box.top + Math.floor(y * box.height / height), y1 = box.top + Math.ceil((y + 1) * box.height / height);
      let sum = 0;
      for (let v = y0; v < y1; v++) for (let u = x0; u < x1; u++) sum += ink[v * size + u];
      small[y * width + x] = sum / ((x1 - x0) * (y1 - y0));
    }
  }
  return { small, width, height };
}

export function likeMnist(ink, size) {
  const pixels = new Uint8Array(SIDE * SIDE), box = boxOf(ink, size);
  if (!box) return pixels;
  const { small, width, height } = shrink(ink, size, box, DIGIT / Math.max(box.width, box.height));
  let mass = 0, atX = 0, atY = 0;
  small.forEach((value, i) => {
    mass += value; atX += value * (i % width + 0.5); atY += value * (Math.floor(i / width) + 0.5);
  });
  const place = (centre, length) => Math.max(0, Math.min(SIDE - length, Math.round(SIDE / 2 - centre / mass)));
  const left = place(atX, width), top = place(atY, height);
  small.forEach((value, i) => {
    pixels[(top + Math.floor(i / width)) * SIDE + left + i % width] = Math.round(value);
  });
  return pixels;
}

function render({ model, el }) {
  const sheet = canvas(SHEET, "Draw a digit here"), pen = sheet.getContext("2d", { willReadFrequently: true });
  sheet.style.cssText = "background:#fff;border:1px solid #888;border-radius:4px;touch-action:none;cursor:crosshair";
  const button = (text, work) => {
    const made = document.createElement("button");
    made.textContent = text; made.className = "jupyter-button"; made.style.margin = "4px 4px 0 0"; made.onclick = work;
    return made;
  };
  let strokes = (model.get("strokes") || []).map(stroke => [...stroke]), drawing = false, due = 0;
  const draw = () => {
    pen.clearRect(0, 0, SHEET, SHEET);
    pen.lineWidth = PEN; pen.lineCap = pen.lineJoin = "round"; pen.strokeStyle = "#000";
    for (const stroke of strokes) {
      pen.beginPath();
      pen.moveTo(stroke[0], stroke[1]);
      for (let i = 0; i < stroke.length; i += 2) pen.lineTo(stroke[i], stroke[i + 1]);
      pen.stroke();
    }
  };
  const send = () => {
    due = 0;
    model.set("pixels", new DataView(likeMnist(inkOf(sheet), SHEET).buffer));
    model.save_changes();
  };
  const soon = () => { draw(); due = due || setTimeout(send, PAUSE); };
  const keep = () => { model.set("strokes", strokes.map(stroke => [...stroke])); soon(); };
  const add = event => {
    const at = sheet.getBoundingClientRect();
    strokes.at(-1).push(Math.round((event.clientX - at.left) * SHEET / at.width), Math.round((event.clientY - at.top) * SHEET / at.height));
    soon();
  };
  sheet.onpointerdown = event => { sheet.setPointerCapture(event.pointerId); drawing = true; strokes.push([]); add(event); };
  sheet.onpointermove = event => { if (drawing) event.getCoalescedEvents().concat(event).forEach(add); };
  sheet.onpointerup = sheet.onpointercancel = () => { if (drawing) { drawing = false; keep(); } };
  const other = () => {
    if (!drawing && JSON.stringify(strokes) !== JSON.stringify(model.get("strokes"))) {
      strokes = model.get("strokes").map(stroke => [...stroke]); draw();
    }
  };
  model.on("change:strokes", other);
  draw();
  el.append(sheet, document.createElement("br"),
    button("Clear", () => { strokes = []; keep(); }), button("Undo", () => { strokes.pop(); keep(); }));
  return () => { clearTimeout(due); model.off("change:strokes", other); };
}

export default { render };
