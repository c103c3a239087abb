// Imitation of a publisher ad tag, written for the demonstration web: asks for an ad and draws a grey box.
(function () {
  "use strict";
  if (document.cookie.indexOf("__gads=") < 0) {
    var domain = location.hostname.split(".").slice(-2).join(".");
    document.cookie = "__gads=ID=" + crypto.randomUUID().replace(/-/g, "").slice(0, 16) + ":T=" + Math.floor(Date.now() / 1000) + "; Domain=." + domain + "; Path=/; Max-Age=" + 390 * 86400 + "; SameSite=None; Secure";
  }
  var query = new URLSearchParams({
    pvsid: String(Math.floor(Math.random() * 1e15)), gdfp_req: "1", output: "ldjh", iu_parts: "22000000,demo,leaderboard",
    prev_iu_szs: "728x90", url: location.href, ref: document.referrer, dt: String(Date.now()), frm: "20"
  });
  fetch("https://securepubads.g.doubleclick.net/gampad/ads?" + query, { credentials: "include" })
    .then(function (answer) { return answer.json(); })
    .then(function (ad) {
      var slot = document.querySelector("[data-ad-slot]");
      if (slot) slot.textContent = ad.text;
      new Image().src = "https://securepubads.g.doubleclick.net/pcs/view?adurl=" + encodeURIComponent(location.origin);
    });
})();
