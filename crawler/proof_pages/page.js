// Gathers what the page, a third-party frame and a worker can see of the browser.
const seen = () => ({
  dnt: navigator.doNotTrack,
  gpc: navigator.globalPrivacyControl,
  webdriver: navigator.webdriver,
  agent: navigator.userAgent,
  brands: JSON.stringify(navigator.userAgentData ? navigator.userAgentData.brands : []),
});

const fromFrame = new Promise((resolve) => {
  addEventListener("message", (event) => resolve(event.data));
});
const fromWorker = new Promise((resolve) => {
  const worker = new Worker("/worker.js");
  worker.onmessage = (event) => resolve(event.data);
});

globalThis.proof = Promise.all([fromFrame, fromWorker]).then(([frame, worker]) => ({ page: seen(), frame, worker }));
