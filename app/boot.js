// Runs beside the app: registers the service worker, and says so when the browser cannot run the app.
(() => {
  "use strict";

  const missing =
    typeof WebAssembly !== "object" ||
    typeof WebAssembly.instantiate !== "function" ||
    !("indexedDB" in window) ||
    !(window.crypto && window.crypto.subtle) ||
    !("noModule" in HTMLScriptElement.prototype);

  const showNotice = () => {
    const notice = document.getElementById("static-notice");
    if (notice && !document.querySelector(".static-notice")) document.body.appendChild(notice.content.cloneNode(true));
  };

  // This file is deferred: the page is read when it runs.
  if (missing) {
    showNotice();
    return;
  }

  // A module that does not load or start leaves the page empty; the notice is better than nothing.
  window.addEventListener("error", (event) => {
    const failed = event.target;
    if (failed instanceof HTMLScriptElement && failed.type === "module") showNotice();
  }, true);

  if ("serviceWorker" in navigator) {
    window.addEventListener("load", () => {
      // The browser compares sw.js byte by byte, so a new release is found without a version in the address.
      navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).catch(() => {
        // Without it the app works online; the next opening tries again.
      });
    });
  }
})();
