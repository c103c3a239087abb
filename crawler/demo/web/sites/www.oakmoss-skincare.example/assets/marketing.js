// Advertising tags, unless the visitor has opted out by Global Privacy Control.
(function () {
  "use strict";
  if (navigator.globalPrivacyControl) return;

  function load(url) {
    var script = document.createElement("script");
    script.async = true;
    script.src = url;
    document.head.appendChild(script);
  }

  window.fbq = function () { window.fbq.callMethod ? window.fbq.callMethod.apply(window.fbq, arguments) : window.fbq.queue.push(arguments); };
  window.fbq.queue = [];
  window.fbq("init", "310998877120045");
  window.fbq("track", "PageView");
  load("https://connect.facebook.net/en_US/fbevents.js");

  window.pintrkTag = "2613994480013";
  load("https://s.pinimg.com/ct/core.js");
})();
