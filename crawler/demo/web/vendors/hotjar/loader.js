// Imitation of the Hotjar loader, written for the demonstration web.
(function () {
  "use strict";
  var module = document.createElement("script");
  module.async = true;
  module.charset = "utf-8";
  module.src = "https://script.hotjar.com/modules.0f3c51a2b7d94e68a1c0.js";
  document.head.appendChild(module);
})();
