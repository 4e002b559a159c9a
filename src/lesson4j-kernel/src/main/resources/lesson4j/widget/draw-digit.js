// The sheet as a widget: the kernel gets the pixels while the reader draws, and keeps the strokes.
function render({ model, el }) {
  const sheet = sheetOf({
    drawn: pixels => { model.set("pixels", new DataView(pixels.buffer)); model.save_changes(); },
    kept: strokes => model.set("strokes", strokes),
  });
  const other = () => sheet.show(model.get("strokes"));
  model.on("change:strokes", other);
  other();
  el.append(sheet.canvas, ...sheet.buttons);
  return () => { sheet.close(); model.off("change:strokes", other); };
}

export default { render };
