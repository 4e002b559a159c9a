// An exported net: a sheet, bars, and stored digits to choose from.
const LONGEST = 160;

// a single output is the share of the second class
const sharesOf = outputs => outputs.length > 1 ? [...outputs] : [1 - outputs[0], outputs[0]];

function barsOf(classes) {
  const rows = classes.map(name => {
    const label = made("th", "text-align:right;padding:0 8px 0 0;font-weight:inherit;border:0", name);
    const bar = made("div", "height:14px;width:0"), number = made("td", "text-align:right;padding:0;border:0");
    label.scope = "row";
    return { bar, number, row: made("tr", "background:none", label, made("td", `width:${LONGEST + 8}px;padding:0;border:0;vertical-align:middle`, bar), number) };
  });
  const element = made("table", "border-collapse:collapse;font-size:inherit;line-height:22px;font-variant-numeric:tabular-nums;margin:0",
    made("tbody", "", ...rows.map(({ row }) => row)));
  element.setAttribute("aria-label", "What the net says, from 0 to 1");
  const show = (shares, said) => rows.forEach(({ bar, number, row }, i) => {
    row.style.fontWeight = i === said ? "bold" : "normal";
    bar.style.background = i === said ? "#1f77b4" : "#a8c8e4";
    bar.style.width = `${LONGEST * Math.max(0, Math.min(1, shares ? shares[i] : 0))}px`;
    number.textContent = shares ? shares[i].toFixed(3) : "";
  });
  show(null);
  return { element, show };
}

function chooserOf({ classes, labels }, chosen) {
  const choose = made("select", "font:inherit;color:#000;background:#fff;padding:2px");
  const label = made("label", "display:flex;flex-wrap:wrap;align-items:center;gap:4px 8px;margin-top:8px", "or take a stored digit:", choose);
  choose.append(new Option("none", ""), ...labels.map((of, i) => {
    const number = labels.slice(0, i + 1).filter(other => other === of).length;
    return new Option(`${classes[of]}, number ${number}`, i);
  }));
  choose.onchange = () => { if (choose.value !== "") chosen(Number(choose.value)); };
  return { label, clear: () => { choose.value = ""; } };
}

function picture(pen, pixels) {
  const size = SHEET / SIDE;
  pixels.forEach((ink, i) => {
    pen.fillStyle = `rgba(0, 0, 0, ${ink / 255})`;
    pen.fillRect(i % SIDE * size, Math.floor(i / SIDE) * size, size, size);
  });
}

KINDS.net = async about => {
  const net = await netOf(about), stored = await inflated(about.pixels), bars = barsOf(about.classes), says = spoken("Draw a digit.");
  // one that cannot compute leaves the picture where it is
  if (sharesOf(net(stored.subarray(0, SIDE * SIDE), about.most)).length !== about.classes.length) throw new Error("another net");
  const answer = pixels => {
    const isEmpty = pixels.every(ink => ink === 0), shares = isEmpty ? null : sharesOf(net(pixels, about.most));
    const said = shares ? shares.indexOf(Math.max(...shares)) : -1;
    bars.show(shares, said);
    says.say(shares ? `The net says ${about.classes[said]} (${shares[said].toFixed(3)}).` : "Draw a digit.");
  };
  const sheet = sheetOf({ drawn: pixels => { chooser.clear(); answer(pixels); }, kept() {} });
  const chooser = chooserOf(about, i => {
    const pixels = stored.subarray(i * SIDE * SIDE, (i + 1) * SIDE * SIDE);
    sheet.clear();
    picture(sheet.pen, pixels);
    answer(pixels);
  });
  return [made("div", "", sheet.canvas, ...sheet.buttons, chooser.label), made("div", "", bars.element, says.element)];
};
