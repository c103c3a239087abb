// How many CSS pixels are still to be scrolled below the pointer, in the document or in a box that scrolls.
([x, y]) => {
  const left = (element) => element.scrollHeight - element.clientHeight - element.scrollTop;
  const boxes = [document.scrollingElement, ...document.elementsFromPoint(x, y)];
  return Math.max(0, ...boxes.filter(Boolean).map(left));
}
