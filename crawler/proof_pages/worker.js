fetch("/from-worker").then(() => postMessage({
  gpc: navigator.globalPrivacyControl,
  agent: navigator.userAgent,
  brands: JSON.stringify(navigator.userAgentData ? navigator.userAgentData.brands : []),
}));
