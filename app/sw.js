// Keeps one whole release on the device. The list below is filled in when the app is built: every file with the
// hash of its content, so that a cut or mixed download never becomes a release.
"use strict";

const FILES = [/* precache */];
const PREFIX = "huifang-";
const PAGE = "/";

const known = new Map(FILES.map((file) => [file.url, file.sha256]));

const hex = (buffer) =>
  Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

const hashOf = async (buffer) => hex(await crypto.subtle.digest("SHA-256", buffer));

// The cache is named by what is in it: two releases never share one.
const list = FILES.map((file) => `${file.sha256} ${file.url}\n`).join("");
const release = hashOf(new TextEncoder().encode(list)).then((hash) => PREFIX + hash.slice(0, 16));

const fetchVerified = async (file) => {
  const answer = await fetch(file.url, { cache: "no-cache", credentials: "same-origin", redirect: "error" });
  if (!answer.ok) throw new Error(`${file.url}: ${answer.status}`);
  const content = await answer.arrayBuffer();
  if ((await hashOf(content)) !== file.sha256) throw new Error(`${file.url}: not the content of this release`);
  // Headers go along: the cached page keeps its content security policy.
  return new Response(content, { status: 200, headers: answer.headers });
};

const install = async () => {
  const name = await release;
  const cache = await caches.open(name);
  try {
    await Promise.all(
      FILES.map(async (file) => {
        // A file of the release before with the same content is not fetched again.
        const kept = await keptBefore(file);
        await cache.put(file.url, kept ?? (await fetchVerified(file)));
      }),
    );
  } catch (failure) {
    await caches.delete(name);
    throw failure;
  }
};

const keptBefore = async (file) => {
  // The page is fetched every time: its headers are part of the release.
  if (file.url === PAGE) return undefined;
  const kept = await caches.match(file.url);
  if (!kept) return undefined;
  return (await hashOf(await kept.clone().arrayBuffer())) === file.sha256 ? kept : undefined;
};

const activate = async () => {
  const name = await release;
  const names = await caches.keys();
  await Promise.all(names.filter((other) => other.startsWith(PREFIX) && other !== name).map((other) => caches.delete(other)));
  await self.clients.claim();
};

const answerFromRelease = async (url) => {
  const cache = await caches.open(await release);
  return (await cache.match(url)) ?? fetch(url);
};

self.addEventListener("install", (event) => {
  // What goes to the server goes there without waking this worker, in browsers that can be told so.
  if (event.addRoutes && self.URLPattern) {
    event.waitUntil(
      event.addRoutes({ condition: { urlPattern: new URLPattern({ pathname: "/api/*" }) }, source: "network" }).catch(() => undefined),
    );
  }
  event.waitUntil(install());
});
self.addEventListener("activate", (event) => event.waitUntil(activate()));

// A release replaces the one in use only when the person says so: never under a half-written form.
self.addEventListener("message", (event) => {
  if (event.data === "SKIP_WAITING") event.waitUntil(self.skipWaiting());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || url.pathname.startsWith("/api/")) return;
  if (request.mode === "navigate") {
    event.respondWith(answerFromRelease(PAGE));
  } else if (known.has(url.pathname)) {
    event.respondWith(answerFromRelease(url.pathname));
  }
});
