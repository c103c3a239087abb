// Imitation of the Google tag (GA4), written for the demonstration web: same cookies and hits, none of the code.
(function () {
  "use strict";
  var source = new URL(document.currentScript.src);
  var measurement = source.searchParams.get("id");
  var layer = (window.dataLayer = window.dataLayer || []);
  var consent = { ad_storage: "granted", analytics_storage: "granted" };
  var sent = 0;

  function registrableDomain() {
    return location.hostname.split(".").slice(-2).join(".");
  }

  function readCookie(name) {
    var found = document.cookie.split("; ").filter(function (pair) { return pair.indexOf(name + "=") === 0; })[0];
    return found ? found.slice(name.length + 1) : null;
  }

  function writeCookie(name, value, days) {
    document.cookie = name + "=" + value + "; Domain=." + registrableDomain() + "; Path=/; Max-Age=" + days * 86400 + "; SameSite=Lax; Secure";
  }

  function random() {
    return Math.floor(Math.random() * 2147483647);
  }

  function clientId() {
    var now = Math.floor(Date.now() / 1000);
    if (consent.analytics_storage === "denied") return random() + "." + now;
    var value = readCookie("_ga");
    if (!value) {
      value = "GA1.1." + random() + "." + now;
      writeCookie("_ga", value, 400);
    }
    var session = "_ga_" + measurement.replace("G-", "");
    if (!readCookie(session)) writeCookie(session, "GS2.1.s" + now + "$o1$g0$t" + now + "$j60$l0$h0", 400);
    return value.split(".").slice(2).join(".");
  }

  function consentState() {
    return "G1" + (consent.ad_storage === "denied" ? "0" : "1") + (consent.analytics_storage === "denied" ? "0" : "1");
  }

  function send(event) {
    sent += 1;
    var hit = new URLSearchParams({
      v: "2", tid: measurement, gtm: "45je5b10v9100000000za200", _p: String(Date.now()), gcs: consentState(),
      npa: consent.ad_storage === "denied" ? "1" : "0", dma: "0", cid: clientId(), ul: navigator.language.toLowerCase(),
      sr: screen.width + "x" + screen.height, _s: String(sent), sid: String(Math.floor(Date.now() / 1000)), sct: "1",
      seg: "0", dl: location.href, dr: document.referrer, dt: document.title, en: event, _ee: "1", tfd: String(Math.floor(performance.now()))
    });
    navigator.sendBeacon("https://region1.google-analytics.com/g/collect?" + hit);
  }

  function run(call) {
    if (call[0] === "consent") Object.assign(consent, call[2]);
    if (call[0] === "config") send("page_view");
    if (call[0] === "event") send(call[1]);
  }

  layer.slice().forEach(run);
  layer.push = function () {
    Array.prototype.push.apply(layer, arguments);
    Array.prototype.forEach.call(arguments, run);
    return layer.length;
  };
})();
