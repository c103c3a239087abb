// Imitation of an identity library, written for the demonstration web: asks for an envelope and keeps it.
(function () {
  "use strict";
  var pid = new URL(document.currentScript.src).searchParams.get("pid");
  fetch("https://api.rlcdn.com/api/identity/v2/envelope?pid=" + pid + "&ct=0&cv=", { credentials: "include" })
    .then(function (answer) { return answer.json(); })
    .then(function (identity) {
      document.cookie = "idl_env=" + identity.envelope + "; Path=/; Max-Age=" + 15 * 86400 + "; SameSite=Lax; Secure";
    });
  new Image().src = "https://idsync.rlcdn.com/711861.gif?partner_uid=" + pid + "-" + Date.now();
})();
