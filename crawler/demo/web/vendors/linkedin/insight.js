// Imitation of the LinkedIn Insight tag, written for the demonstration web.
(function () {
  "use strict";
  var partners = (window._linkedin_data_partner_ids || []).join(",");
  var query = new URLSearchParams({ v: "2", fmt: "js", pid: partners, time: String(Date.now()), url: location.href });
  new Image().src = "https://px.ads.linkedin.com/collect?" + query;
})();
