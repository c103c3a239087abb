// Imitation of the Facebook pixel, written for the demonstration web: same cookie and hits, none of the code.
(function () {
  "use strict";
  var fbq = window.fbq;
  var pixels = [];
  var options = null;

  function browserId() {
    var found = document.cookie.match(/(?:^|; )_fbp=([^;]*)/);
    if (found) return found[1];
    var value = "fb.1." + Date.now() + "." + Math.floor(Math.random() * 1e18);
    var domain = location.hostname.split(".").slice(-2).join(".");
    document.cookie = "_fbp=" + value + "; Domain=." + domain + "; Path=/; Max-Age=" + 90 * 86400 + "; SameSite=Lax";
    return value;
  }

  function send(id, event) {
    var hit = new URLSearchParams({
      id: id, ev: event, dl: location.href, rl: document.referrer, "if": "false", ts: String(Date.now()),
      sw: String(screen.width), sh: String(screen.height), v: "2.9.230", r: "stable", ec: "0", o: "4126", fbp: browserId(),
      it: String(Date.now()), coo: "false", rqm: "GET"
    });
    if (options) {
      hit.set("dpo", options[0]);
      hit.set("dpoco", String(options[1]));
      hit.set("dpost", String(options[2]));
    }
    new Image().src = "https://www.facebook.com/tr/?" + hit;
  }

  function run(call) {
    if (call[0] === "dataProcessingOptions") options = call[1].length ? [call[1][0], call[2] || 0, call[3] || 0] : null;
    if (call[0] === "init") {
      pixels.push(call[1]);
      var config = document.createElement("script");
      config.async = true;
      config.src = "https://connect.facebook.net/signals/config/" + call[1] + "?v=2.9.230&r=stable";
      document.head.appendChild(config);
    }
    if (call[0] === "track") pixels.forEach(function (id) { send(id, call[1]); });
  }

  fbq.callMethod = function () { run(arguments); };
  fbq.queue.forEach(run);
})();
