// Tells which script reads the privacy signals, writes cookies, or sets a timer that may load more.
// Proxies keep `toString()` native, and the binding leaves the window before any script of the page runs.
(() => {
  const BINDING = "__BINDING__";
  const send = globalThis[BINDING];
  if (typeof send !== "function") return;
  delete globalThis[BINDING];

  const { stringify } = JSON;
  const { apply, getOwnPropertyDescriptor, defineProperty } = Reflect;
  const now = performance.now.bind(performance);
  const told = new Map();

  const tell = (api, detail, limit) => {
    const count = (told.get(api) || 0) + 1;
    told.set(api, count);
    if (count > limit) return;
    const depth = Error.stackTraceLimit;
    Error.stackTraceLimit = 12;
    const stack = String(new Error().stack || "").slice(0, 4000);
    Error.stackTraceLimit = depth;
    send(stringify({ api, detail: String(detail).slice(0, 4096), stack, frame: location.href }));
  };

  const watchRead = (owner, property, api) => {
    const found = getOwnPropertyDescriptor(owner, property);
    if (!found || !found.get) return;
    const get = new Proxy(found.get, {
      apply(target, self, args) {
        const value = apply(target, self, args);
        tell(api, value, 20);
        return value;
      },
    });
    defineProperty(owner, property, { ...found, get });
  };

  const watchCookieWrites = () => {
    const found = getOwnPropertyDescriptor(Document.prototype, "cookie");
    if (!found || !found.set) return;
    const set = new Proxy(found.set, {
      apply(target, self, args) {
        tell("document.cookie", args[0], 400);
        return apply(target, self, args);
      },
    });
    defineProperty(Document.prototype, "cookie", { ...found, set });
  };

  const watchCall = (owner, method, note) => {
    const found = owner && getOwnPropertyDescriptor(owner, method);
    if (!found || typeof found.value !== "function") return;
    const value = new Proxy(found.value, {
      apply(target, self, args) {
        try {
          note(args);
        } catch (_) {
          // A note that fails must never break the page.
        }
        return apply(target, self, args);
      },
    });
    defineProperty(owner, method, { ...found, value });
  };

  watchRead(Navigator.prototype, "doNotTrack", "navigator.doNotTrack");
  watchRead(Navigator.prototype, "globalPrivacyControl", "navigator.globalPrivacyControl");
  watchCookieWrites();
  if (globalThis.CookieStore) {
    watchCall(CookieStore.prototype, "set", (args) => {
      const first = args[0];
      const named = first && typeof first === "object" ? first : { name: first, value: args[1] };
      tell("cookieStore.set", stringify(named), 400);
    });
  }

  // The latest moment at which a timer set so far will fire; told only when it moves by a good step.
  let latest = 0;
  watchCall(globalThis, "setTimeout", (args) => {
    const delay = Number(args[1]) || 0;
    if (delay < 200 || delay > 60000) return;
    const due = now() + delay;
    if (due < latest + 100) return;
    latest = due;
    send(stringify({ api: "setTimeout", detail: String(Math.round(delay)), stack: "", frame: "" }));
  });
})();
