// Runs beside the app: registers the service worker, and says so when the browser cannot run the app.
(() => {
  "use strict";

  const missing =
    typeof WebAssembly !== "object" ||
    typeof WebAssembly.instantiate !== "function" ||
    !("indexedDB" in window) ||
    !(window.crypto && window.crypto.subtle) ||
    !("noModule" in HTMLScriptElement.prototype);

  const show = (id) => {
    const notice = document.getElementById(id);
    if (notice && !document.querySelector(".static-notice")) document.body.prepend(notice.content.cloneNode(true));
  };
  const showNotice = () => show("static-notice");

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

  // WeChat's own browser forgets what is stored as it pleases: the app works there, but not for long.
  if (/MicroMessenger/i.test(navigator.userAgent)) show("wechat-notice");

  // What was typed is in the drafts; only a fresh start can be relied on.
  window.addEventListener("huifang-crashed", () => {
    show("crash-notice");
    const again = document.getElementById("crash-reload");
    if (again) {
      again.addEventListener("click", () => window.location.reload());
      again.focus();
    }
  });

  // A new release waits until the person agrees; the app asks, this carries it out.
  const found = () => {
    document.documentElement.setAttribute("data-update-waiting", "");
    window.dispatchEvent(new Event("huifang-update-waiting"));
  };
  const watchReleases = (registration) => {
    if (registration.waiting && navigator.serviceWorker.controller) found();
    registration.addEventListener("updatefound", () => {
      const coming = registration.installing;
      if (!coming) return;
      coming.addEventListener("statechange", () => {
        // Without a controller this is the first release, not a new one.
        if (coming.state === "installed" && navigator.serviceWorker.controller) found();
      });
    });
    window.addEventListener("huifang-update", () => {
      if (!registration.waiting) return;
      navigator.serviceWorker.addEventListener("controllerchange", () => window.location.reload(), { once: true });
      registration.waiting.postMessage("SKIP_WAITING");
    });
    // A tablet that is never closed still hears of a new release.
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") registration.update().catch(() => {});
    });
  };

  if ("serviceWorker" in navigator) {
    window.addEventListener("load", () => {
      // The browser compares sw.js byte by byte, so a new release is found without a version in the address.
      navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).then(watchReleases).catch(() => {
        // Without it the app works online; the next opening tries again.
      });
    });
  }
})();
