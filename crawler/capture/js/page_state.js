// Read once from every frame at the end: what it has stored, where it links to, what it is called.
// `limits` keeps a hostile page from sending more than a person could read.
(limits) => {
  const area = (kind) => {
    const found = [];
    try {
      const store = kind === "local" ? localStorage : sessionStorage;
      for (let i = 0; i < Math.min(store.length, limits.items); i++) {
        const key = store.key(i);
        found.push([kind, String(key).slice(0, limits.text), String(store.getItem(key)).slice(0, limits.text)]);
      }
    } catch (_) {
      // Storage is refused to opaque origins and by sandboxing.
    }
    return found;
  };

  const region = (element) => {
    const owner = element.closest("footer, header, nav, main, [role=contentinfo], [class*=footer i], [id*=footer i]");
    if (!owner) return "";
    const name = owner.localName;
    return ["header", "nav", "main"].includes(name) ? name : "footer";
  };

  const links = [];
  const visit = (root) => {
    for (const element of root.querySelectorAll("a[href], area[href], link[rel~=privacy-policy]")) {
      if (links.length >= limits.links) return;
      const text = element.innerText || element.textContent || element.getAttribute("aria-label") || element.title || "";
      links.push([
        element.href instanceof SVGAnimatedString ? element.href.baseVal : String(element.href),
        text.trim().replace(/\s+/g, " ").slice(0, 300),
        element.rel ? String(element.rel) : "",
        region(element),
      ]);
    }
    for (const host of root.querySelectorAll("*")) if (host.shadowRoot) visit(host.shadowRoot);
  };
  visit(document);

  return {
    origin: String(self.origin || location.origin),
    url: location.href,
    title: String(document.title).slice(0, 500),
    language: document.documentElement ? document.documentElement.lang : "",
    storage: [...area("local"), ...area("session")],
    links,
  };
}
