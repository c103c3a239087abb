// Only where the browser lacks Global Privacy Control of its own: what the property would say natively.
Object.defineProperty(Navigator.prototype, "globalPrivacyControl", {
  get: () => true,
  configurable: true,
  enumerable: true,
});
