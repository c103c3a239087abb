// Imitation of the TikTok pixel, written for the demonstration web.
(function () {
  "use strict";
  var pixel = new URL(document.currentScript.src).searchParams.get("sdkid");
  var domain = location.hostname.split(".").slice(-2).join(".");
  var id = (document.cookie.match(/(?:^|; )_ttp=([^;]*)/) || [])[1];
  if (!id) {
    id = "01" + crypto.randomUUID().replace(/-/g, "").slice(0, 24) + ".tt.1";
    document.cookie = "_ttp=" + id + "; Domain=." + domain + "; Path=/; Max-Age=" + 390 * 86400 + "; SameSite=Lax; Secure";
    document.cookie = "_tt_enable_cookie=1; Domain=." + domain + "; Path=/; Max-Age=" + 390 * 86400 + "; SameSite=Lax; Secure";
  }
  var hit = {
    event: "Pageview", event_id: "", message_id: "messageId-" + Date.now() + "-" + pixel, is_onsite: false, timestamp: new Date().toISOString(),
    context: { ad: {}, user: { anonymous_id: id }, pixel: { code: pixel, runtime: "1" }, page: { url: location.href, referrer: document.referrer }, library: { name: "pixel.js", version: "2.2.1" } }
  };
  fetch("https://analytics.tiktok.com/api/v2/pixel", { method: "POST", keepalive: true, credentials: "include", body: JSON.stringify(hit) });
})();
