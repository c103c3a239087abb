// Imitation of Microsoft's universal event tag, written for the demonstration web.
(function () {
  "use strict";
  var tag = new URL(document.currentScript.src).searchParams.get("ti") || window.uetTag;
  var domain = location.hostname.split(".").slice(-2).join(".");

  function cookie(name, days) {
    var found = document.cookie.match(new RegExp("(?:^|; )" + name + "=([^;]*)"));
    if (found) return found[1];
    var value = crypto.randomUUID().replace(/-/g, "");
    document.cookie = name + "=" + value + "; Domain=." + domain + "; Path=/; Max-Age=" + days * 86400 + "; SameSite=Lax; Secure";
    return value;
  }

  var query = new URLSearchParams({
    ti: tag, Ver: "2", mid: crypto.randomUUID(), bo: "1", sid: cookie("_uetsid", 1), vid: cookie("_uetvid", 390), vids: "1",
    msclkid: "N", pi: "0", lg: navigator.language, sw: String(screen.width), sh: String(screen.height), sc: "24",
    tl: document.title, p: location.href, r: document.referrer, lt: String(Math.floor(performance.now())), evt: "pageLoad", sv: "2", cdb: "AQAQ", rn: String(Math.floor(Math.random() * 1e6))
  });
  new Image().src = "https://bat.bing.com/action/0?" + query;
})();
