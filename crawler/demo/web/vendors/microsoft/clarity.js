// Imitation of the Clarity recorder, written for the demonstration web: sends the page's size, records nothing.
(function () {
  "use strict";
  var domain = location.hostname.split(".").slice(-2).join(".");
  var user = Math.random().toString(36).slice(2, 9);
  if (document.cookie.indexOf("_clck=") < 0) {
    document.cookie = "_clck=" + user + "%5E2%5Efab%5E0%5E0; Domain=." + domain + "; Path=/; Max-Age=" + 365 * 86400;
  }
  document.cookie = "_clsk=" + Math.random().toString(36).slice(2, 9) + "%5E" + Date.now() + "%5E1%5E1%5Ek.clarity.ms%2Fcollect; Domain=." + domain + "; Path=/; Max-Age=86400";
  navigator.sendBeacon("https://k.clarity.ms/collect", JSON.stringify({ e: ["0.8.37", 1, 0, 0, window.clarityProject, user], p: [[location.href, innerWidth, innerHeight]] }));
})();
