// The rendered page as markup with its open shadow roots in it (HTML standard, Element.getHTML); null where the page
// has none, so that the plain markup says it all.
() => {
  const roots = [];
  const visit = (root) => {
    for (const host of root.querySelectorAll("*")) {
      if (host.shadowRoot) {
        roots.push(host.shadowRoot);
        visit(host.shadowRoot);
      }
    }
  };
  visit(document);
  const page = document.documentElement;
  if (!roots.length || !page.getHTML) return null;
  const opening = page.cloneNode(false).outerHTML.replace(/<\/html>$/i, "");
  return `<!DOCTYPE html>${opening}${page.getHTML({ shadowRoots: roots })}</html>`;
};
