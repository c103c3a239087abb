// Imitation of X's pixel, written for the demonstration web.
(function () {
  "use strict";
  var twq = window.twq;

  function send(pixel) {
    var query = new URLSearchParams({
      bci: "4", dv: navigator.language, eci: "3", event: "{}", event_id: crypto.randomUUID(), integration: "advertiser",
      p_id: "Twitter", p_user_id: "0", pl_id: crypto.randomUUID(), tw_document_href: location.href, tw_iframe_status: "0",
      txn_id: pixel, type: "javascript", version: "2.3.35"
    });
    new Image().src = "https://t.co/1/i/adsct?" + query;
    new Image().src = "https://analytics.twitter.com/1/i/adsct?" + query;
  }

  function run(call) {
    if (call[0] === "config") send(call[1]);
  }

  twq.exe = function () { run(arguments); };
  twq.queue.forEach(run);
})();
