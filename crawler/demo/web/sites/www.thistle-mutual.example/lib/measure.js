// A measuring script that speaks Google Analytics' protocol to the site's own host, which passes it on.
(function () {
  "use strict";
  var now = Math.floor(Date.now() / 1000);
  var found = document.cookie.match(/(?:^|; )_ga=([^;]*)/);
  var client = found ? found[1].split(".").slice(2).join(".") : Math.floor(Math.random() * 2147483647) + "." + now;
  document.cookie = "_ga=GA1.1." + client + "; Domain=.thistle-mutual.example; Path=/; Max-Age=" + 400 * 86400 + "; SameSite=Lax; Secure";
  var hit = new URLSearchParams({
    v: "2", tid: "G-THISTLE003", gtm: "45je5b10v9100000000za200", _p: String(Date.now()), gcs: "G111", npa: "0", dma: "0", cid: client,
    ul: navigator.language.toLowerCase(), sr: screen.width + "x" + screen.height, _s: "1", sid: String(now), sct: "1", seg: "0",
    dl: location.href, dr: document.referrer, dt: document.title, en: "page_view"
  });
  navigator.sendBeacon("/metrics/g/collect?" + hit);
})();
