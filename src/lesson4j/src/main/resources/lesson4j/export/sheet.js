// A sheet to draw a digit on with mouse, finger or pen. What is drawn is given on as MNIST's digits are:
// 28 by 28, the digit 20 on its longer side, its centre of mass in the middle, ink 0 to 255.
// It stands before the script that uses it, in the same text.
const SHEET = 252, SIDE = 28, DIGIT = 20, PEN = 20, PAUSE = 40;

function inkOf(canvas) {
  const size = canvas.width, all = canvas.getContext("2d", { willReadFrequently: true }).getImageData(0, 0, size, size).data;
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

function likeMnist(ink, size) {
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

function buttonOf(text, work) {
  const made = document.createElement("button");
  made.type = "button"; made.textContent = text; made.className = "jupyter-button"; made.onclick = work;
  made.style.margin = "4px 4px 0 0";
  return made;
}

// drawn(pixels) is called while ink changes, kept(strokes) when a stroke is whole, undone, or all are cleared
function sheetOf({ drawn, kept }) {
  const canvas = document.createElement("canvas"), pen = canvas.getContext("2d", { willReadFrequently: true });
  canvas.width = canvas.height = SHEET;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", "Draw a digit here");
  canvas.style.cssText = "background:#fff;border:1px solid #888;border-radius:4px;touch-action:none;cursor:crosshair;display:block";
  const copied = list => (list || []).map(stroke => [...stroke]);
  let strokes = [], drawing = false, due = 0;
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
  const send = () => { due = 0; drawn(likeMnist(inkOf(canvas), SHEET)); };
  const soon = () => { draw(); due = due || setTimeout(send, PAUSE); };
  const keep = () => { kept(copied(strokes)); soon(); };
  const add = event => {
    const at = canvas.getBoundingClientRect();
    strokes.at(-1).push(Math.round((event.clientX - at.left) * SHEET / at.width), Math.round((event.clientY - at.top) * SHEET / at.height));
    soon();
  };
  canvas.onpointerdown = event => { canvas.setPointerCapture(event.pointerId); drawing = true; strokes.push([]); add(event); };
  canvas.onpointermove = event => { if (drawing) event.getCoalescedEvents().concat(event).forEach(add); };
  canvas.onpointerup = canvas.onpointercancel = () => { if (drawing) { drawing = false; keep(); } };
  return {
    canvas, pen,
    buttons: [buttonOf("Clear", () => { strokes = []; keep(); }), buttonOf("Undo", () => { strokes.pop(); keep(); })],
    show(others) {
      if (!drawing && JSON.stringify(strokes) !== JSON.stringify(others || [])) { strokes = copied(others); draw(); }
    },
    clear() { clearTimeout(due); due = 0; strokes = []; draw(); },
    close() { clearTimeout(due); },
  };
}
