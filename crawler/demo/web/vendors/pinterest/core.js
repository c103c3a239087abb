// Imitation of the Pinterest tag, written for the demonstration web.
(function () {
  "use strict";
  var tag = window.pintrkTag;
  var domain = location.hostname.split(".").slice(-2).join(".");
  if (document.cookie.indexOf("_pin_unauth=") < 0) {
    document.cookie = "_pin_unauth=" + btoa(crypto.randomUUID()).replace(/=/g, "") + "; Domain=." + domain + "; Path=/; Max-Age=" + 365 * 86400 + "; SameSite=Lax; Secure";
  }
  var query = new URLSearchParams({ tid: tag, event: "pagevisit", ed: "{}", cb: String(Date.now()), dep: "2,PAGE_LOAD", ad: JSON.stringify({ loc: location.href, ref: document.referrer, "if": false, sh: screen.height, sw: screen.width }) });
  new Image().src = "https://ct.pinterest.com/v3/?" + query;
})();
