// Imitation of the older Google Analytics library, written for the demonstration web.
(function () {
  "use strict";
  var queued = (window.ga && window.ga.q) || [];
  var property = "";

  function cookie(name, days) {
    var found = document.cookie.match(new RegExp("(?:^|; )" + name + "=([^;]*)"));
    if (found) return found[1];
    var value = "GA1.2." + Math.floor(Math.random() * 2147483647) + "." + Math.floor(Date.now() / 1000);
    var domain = location.hostname.split(".").slice(-2).join(".");
    document.cookie = name + "=" + value + "; Domain=." + domain + "; Path=/; Max-Age=" + days * 86400;
    return value;
  }

  function send(kind) {
    var hit = new URLSearchParams({
      v: "1", _v: "j101", a: String(Math.floor(Math.random() * 2147483647)), t: kind, _s: "1", dl: location.href,
      ul: navigator.language.toLowerCase(), de: "UTF-8", dt: document.title, sr: screen.width + "x" + screen.height,
      cid: cookie("_ga", 400).split(".").slice(2).join("."), tid: property, _gid: cookie("_gid", 1).split(".").slice(2).join("."), z: String(Date.now())
    });
    fetch("https://www.google-analytics.com/j/collect?" + hit, { method: "POST", credentials: "include", body: "" });
  }

  function run(call) {
    if (call[0] === "create") property = call[1];
    if (call[0] === "send") send(call[1]);
  }

  window.ga = function () { run(arguments); };
  queued.forEach(run);
})();
