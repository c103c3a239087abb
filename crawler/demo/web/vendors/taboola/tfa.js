// Imitation of the Taboola pixel, written for the demonstration web.
(function () {
  "use strict";
  var account = document.currentScript.src.split("/unip/")[1].split("/")[0];
  var query = new URLSearchParams({ en: "page_view", "item-url": location.href, ref: document.referrer, tim: String(Date.now()), ui: "", cv: "20251101" });
  fetch("https://trc.taboola.com/" + account + "/log/3/unip?" + query, { credentials: "include", keepalive: true });
})();
