// Imitation of an accessibility overlay, written for the demonstration web: a button that enlarges the text.
(function () {
  "use strict";
  var session = localStorage.getItem("acsbState");
  if (!session) localStorage.setItem("acsbState", JSON.stringify({ visited: Date.now(), actions: [] }));
  fetch("https://cdn.acsbapp.com/config/" + location.hostname + "/config.json").then(function (answer) {
    return answer.json();
  }).then(function (config) {
    var button = document.createElement("button");
    button.className = "acsb-trigger";
    button.setAttribute("aria-label", config.label);
    button.textContent = "Aa";
    button.style.cssText = "position:fixed;right:1rem;bottom:1rem;font-size:1.2rem;border-radius:50%;width:3rem;height:3rem";
    button.addEventListener("click", function () { document.documentElement.style.fontSize = "125%"; });
    document.body.appendChild(button);
  });
})();
