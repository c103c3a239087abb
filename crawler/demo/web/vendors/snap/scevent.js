// Imitation of the Snap pixel, written for the demonstration web.
(function () {
  "use strict";
  var snaptr = window.snaptr;
  var pixel = "";
  var domain = location.hostname.split(".").slice(-2).join(".");

  function visitor() {
    var found = document.cookie.match(/(?:^|; )_scid=([^;]*)/);
    if (found) return found[1];
    var id = crypto.randomUUID();
    document.cookie = "_scid=" + id + "; Domain=." + domain + "; Path=/; Max-Age=" + 390 * 86400 + "; SameSite=Lax; Secure";
    return id;
  }

  function run(call) {
    if (call[0] === "init") pixel = call[1];
    if (call[0] === "track") {
      var form = new URLSearchParams({ pid: pixel, ev: call[1], pl: location.href, ts: String(Date.now()), u_c1: visitor(), v: "3.36.0" });
      fetch("https://tr.snapchat.com/p", { method: "POST", credentials: "include", keepalive: true, body: form });
    }
  }

  snaptr.handleRequest = function () { run(arguments); };
  snaptr.queue.forEach(run);
})();
