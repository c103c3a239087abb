// The footer's links come from the shop system.
(function () {
  "use strict";
  var link = document.createElement("a");
  link.href = "/legal/privacy";
  link.textContent = "Privacy Statement";
  document.getElementById("legal").appendChild(link);
})();
