// Imitation of the Clarity tag, written for the demonstration web.
(function () {
  "use strict";
  var script = document.createElement("script");
  script.async = true;
  script.src = "https://scripts.clarity.ms/0.8.37/clarity.js";
  document.head.appendChild(script);
})();
