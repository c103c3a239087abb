// Imitation of Mixpanel's library, written for the demonstration web.
(function () {
  "use strict";
  var token = window.mixpanelToken;
  var domain = location.hostname.split(".").slice(-2).join(".");
  var device = "$device:" + crypto.randomUUID();
  var name = "mp_" + token + "_mixpanel";
  if (document.cookie.indexOf(name + "=") < 0) {
    document.cookie = name + "=" + encodeURIComponent(JSON.stringify({ distinct_id: device })) + "; Domain=." + domain + "; Path=/; Max-Age=" + 365 * 86400 + "; SameSite=Lax";
  }
  var event = [{ event: "$mp_web_page_view", properties: { token: token, distinct_id: device, $current_url: location.href, $browser: "Chrome", $screen_width: screen.width, mp_lib: "web", time: Date.now() / 1000 } }];
  fetch("https://api-js.mixpanel.com/track/?verbose=1&ip=1&_=" + Date.now(), { method: "POST", body: new URLSearchParams({ data: JSON.stringify(event) }) });
})();
