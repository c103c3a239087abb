// Imitation of the Hotjar recorder, written for the demonstration web: counts pointer events, records nothing.
(function () {
  "use strict";
  var site = window._hjSettings.hjid;
  var events = 0;

  function cookie(name, seconds) {
    if (document.cookie.indexOf(name + "=") >= 0) return;
    var value = btoa(JSON.stringify({ id: crypto.randomUUID(), created: Date.now(), existing: false }));
    var domain = location.hostname.split(".").slice(-2).join(".");
    document.cookie = name + "=" + value + "; Domain=." + domain + "; Path=/; Max-Age=" + seconds + "; SameSite=None; Secure";
  }

  function send(path, content) {
    navigator.sendBeacon("https://in.hotjar.com/api/v2/client/sites/" + site + "/" + path + "?sv=7", JSON.stringify(content));
  }

  cookie("_hjSessionUser_" + site, 365 * 86400);
  cookie("_hjSession_" + site, 1800);
  send("visit-data", { url: location.href, title: document.title, viewport: [innerWidth, innerHeight], touch: false });
  addEventListener("pointermove", function () { events += 1; }, { passive: true });
  addEventListener("pagehide", function () { send("recording-content", { pointer_events: events }); });
})();
