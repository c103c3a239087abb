// Opens what a document keeps folded: <details>, tabs, "read more" and accordions that say so (WAI-ARIA: role=tab,
// aria-expanded=false). Text that a click takes away again, as tabs with one panel do, is put back behind what
// took its place. Follows no link, sends no form, opens no window. Resolves to how many parts were opened; to -1
// where a click led to another address.
async () => {
  const MOST = 48;
  const UNTIL = performance.now() + 6000;
  const PARTS = "[role=tab], [aria-expanded=false]";
  const ELSEWHERE =
    "nav, header, footer, aside, dialog, form, [role=navigation], [role=banner], [role=contentinfo], [role=menu], " +
    "[role=menubar], [role=search], [role=complementary], [role=dialog], [role=alertdialog], [aria-modal=true]";
  const CONTENT = "main, [role=main], article";
  const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const words = (node) => node.textContent.replace(/\s+/g, " ").trim();

  const leadsAway = (element) => {
    const link = element.closest("a[href], area[href]");
    return link !== null && !/^(#|javascript:)/i.test(link.getAttribute("href").trim());
  };
  const isPart = (element) => {
    return !element.closest(ELSEWHERE) && !element.hasAttribute("aria-haspopup") && !element.disabled && !leadsAway(element);
  };
  const root = () => (document.querySelector(CONTENT) ? [...document.querySelectorAll(CONTENT)] : [document.body]);
  const found = () => root().flatMap((part) => [...part.querySelectorAll(PARTS)]).filter((part) => !tried.has(part) && isPart(part));

  const tried = new Set();
  const taken = [];
  let latest = 0;
  const observer = new MutationObserver((records) => {
    latest = performance.now();
    for (const record of records) {
      for (const node of record.removedNodes) {
        if (words(node).length >= 20) taken.push({ node, where: record.target });
      }
    }
  });
  const stay = (event) => {
    if (event.type === "submit" || leadsAway(event.target)) event.preventDefault();
  };
  const open = window.open;
  const place = location.origin + location.pathname;
  let opened = 0;

  window.open = () => null;
  for (const kind of ["click", "submit"]) window.addEventListener(kind, stay, true);
  observer.observe(document.body, { childList: true, subtree: true });
  try {
    for (const details of root().flatMap((part) => [...part.querySelectorAll("details:not([open])")]).slice(0, 500)) {
      details.open = true;
      opened += 1;
    }
    let next;
    while (tried.size < MOST && performance.now() < UNTIL && (next = found()[0])) {
      tried.add(next);
      const begun = performance.now();
      next.click();
      opened += 1;
      await pause(next.matches("[role=tab]") ? 200 : 60);
      while (latest > begun && performance.now() - latest < 120 && performance.now() - begun < 1000) await pause(40);
      if (location.origin + location.pathname !== place) return -1;
    }
    await pause(0);
  } finally {
    observer.disconnect();
    window.open = open;
    for (const kind of ["click", "submit"]) window.removeEventListener(kind, stay, true);
  }
  for (const { node, where } of taken) {
    if (node.isConnected || words(document.body).includes(words(node))) continue;
    const into = where.isConnected ? where : root()[0];
    if (node.nodeType === Node.ELEMENT_NODE || node.nodeType === Node.TEXT_NODE) into.append(node.cloneNode(true));
  }
  return opened;
};
