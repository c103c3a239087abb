// Advertising tags. Robots get none: they would spoil the figures.
(function () {
  "use strict";
  if (navigator.webdriver || /HeadlessChrome/.test(navigator.userAgent)) return;

  function load(url) {
    var script = document.createElement("script");
    script.async = true;
    script.src = url;
    document.head.appendChild(script);
  }

  window.twq = function () { window.twq.exe ? window.twq.exe.apply(window.twq, arguments) : window.twq.queue.push(arguments); };
  window.twq.queue = [];
  window.twq("config", "o9k2c");
  load("https://static.ads-twitter.com/uwt.js");

  window.uetTag = "97041522";
  load("https://bat.bing.com/bat.js");
})();
