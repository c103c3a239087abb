// Loads Google Analytics, unless the reader has asked not to be tracked.
(function () {
  "use strict";
  if (navigator.doNotTrack === "1") return;
  var tag = document.createElement("script");
  tag.async = true;
  tag.src = "https://www.googletagmanager.com/gtag/js?id=G-FERNHILL01";
  document.head.appendChild(tag);
  window.dataLayer = window.dataLayer || [];
  window.gtag = function () { window.dataLayer.push(arguments); };
  window.gtag("js", new Date());
  window.gtag("config", "G-FERNHILL01");
})();
