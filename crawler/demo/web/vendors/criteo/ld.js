// Imitation of Criteo's one tag, written for the demonstration web.
(function () {
  "use strict";
  var account = new URL(document.currentScript.src).searchParams.get("a");
  var domain = location.hostname.split(".").slice(-2).join(".");
  fetch("https://gum.criteo.com/sid/json?origin=onetag&domain=" + domain + "&sn=ChromeSyncframe&so=0&topUrl=" + location.hostname, { credentials: "include" })
    .then(function (answer) { return answer.json(); })
    .then(function (sync) {
      document.cookie = "cto_bundle=" + sync.bundle + "; Domain=." + domain + "; Path=/; Max-Age=" + 390 * 86400 + "; SameSite=Lax; Secure";
    });
  var hit = document.createElement("script");
  hit.async = true;
  hit.src = "https://sslwidget.criteo.com/event?a=" + account + "&v=5.30.0&p0=e%3Dce&p1=e%3Dexd%26site_type%3Dd&p2=e%3Dvh&adce=1&bundle=&tld=" + domain + "&fu=" + encodeURIComponent(location.href) + "&dtycbr=" + Date.now() % 100000;
  document.head.appendChild(hit);
})();
