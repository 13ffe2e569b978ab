// Runs in every page that is measured, before the page's own code: looks at what a person would see, and when.
// Times are the page's own (performance.now, from the beginning of the navigation), never those of the driver.
(() => {
  "use strict";

  performance.setResourceTimingBufferSize(10_000);

  /** The moment after the next frame is painted. */
  const painted = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.now());
        channel.port2.postMessage(undefined);
      });
    });

  /** What `find` gives, as soon as it gives something. */
  const seen = (find) =>
    new Promise((resolve) => {
      const first = find();
      if (first) {
        resolve(first);
        return;
      }
      const observer = new MutationObserver(() => {
        const found = find();
        if (!found) return;
        observer.disconnect();
        resolve(found);
      });
      observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    });

  const one = (selector) => document.querySelector(selector);
  /** Clocks of two browsers on one machine agree in this one only. */
  const wall = (at = performance.now()) => performance.timeOrigin + at;

  const tasks = [];
  new PerformanceObserver((list) => tasks.push(...list.getEntries())).observe({ type: "longtask", buffered: true });
  /** Of at least 50 ms: shorter ones are not told. */
  const longest = (from) => Math.max(50, ...tasks.filter((task) => task.startTime >= from - 1).map((task) => task.duration));
  const pressed = (find) =>
    new Promise((resolve) => {
      const look = (event) => {
        if (!find(event.target)) return;
        document.removeEventListener("click", look, true);
        // When the finger came down on it, not when the page got round to it.
        resolve(event.timeStamp);
      };
      document.addEventListener("click", look, true);
    });
  const type = (input, text) => {
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(input), "value").set.call(input, text);
    input.dispatchEvent(new InputEvent("input", { bubbles: true, data: text }));
  };

  // The ends of the transactions in which a command is kept.
  let waiting = [];
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const began = performance.now();
    const opened = transaction.call(this, stores, mode, options);
    const names = Array.from(opened.objectStoreNames);
    if (mode === "readwrite" && options?.durability === "strict" && names.includes("outbox")) {
      opened.addEventListener("complete", () => {
        for (const tell of waiting) tell({ began, ended: performance.now() });
        waiting = [];
      });
    }
    return opened;
  };
  const nextKept = () => new Promise((resolve) => waiting.push(resolve));

  const today = {};
  addEventListener("TrunkApplicationStarted", () => {
    today.running = performance.now();
  });
  // A card of 今日: not only the frame around it.
  const shown = seen(() => location.pathname === "/" && one("main .list-card"))
    .then(painted)
    .then((at) => ({ ...today, usable: at, longest: longest(0) }));

  const got = (part) =>
    performance.getEntriesByType("resource").filter((entry) => new URL(entry.name).pathname.startsWith(part));
  const sum = (entries, of) => entries.reduce((all, entry) => all + of(entry), 0);
  /** Parts that lay ready at the server. */
  const ready = (kind) => got("/api/first/packed").filter((entry) => entry.name.includes(`kind=${kind}`));
  /** How long at least one of them was under way; they overlap. */
  const underWay = (entries) => {
    let until = 0;
    return sum(entries, (entry) => {
      const from = Math.max(entry.startTime, until);
      until = Math.max(until, entry.responseEnd);
      return Math.max(0, entry.responseEnd - from);
    });
  };
  const traffic = (entries) => {
    return {
      requests: entries.length,
      awaited: underWay(entries),
      wire: sum(entries, (entry) => entry.transferSize),
      bytes: sum(entries, (entry) => entry.decodedBodySize),
    };
  };

  const synced = () => one(".status-pill [role=status]")?.textContent.startsWith("已同步");
  /** How many cases the list says it shows. */
  const shownCases = () => {
    const number = /^(\d+) 件$/.exec(one("main p.figures")?.textContent.trim() ?? "")?.[1];
    return number === undefined ? undefined : Number(number);
  };
  const notices = () => Array.from(document.querySelectorAll(".notice"), (notice) => notice.textContent);
  const digest = async (bytes) =>
    Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  /** A part of events lies on a tablet as it lay at the server: as gzip, where it was ready there. */
  const unpacked = async (bytes) => {
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(plain).arrayBuffer());
  };

  globalThis.bench = {
    wall: () => wall(),
    shownCases,
    synced: () => seen(synced).then(() => true),

    /** A word typed into the empty search of the list, until the list shows what it finds. */
    async search(word) {
      const input = one("main input[type=search]");
      const before = shownCases();
      const typed = performance.now();
      type(input, word);
      await seen(() => shownCases() !== undefined && shownCases() !== before);
      const took = (await painted()) - typed;
      const found = shownCases();
      type(input, "");
      await seen(() => shownCases() === before);
      return { took, found };
    },

    /** When the list shows that many, by the clock both browsers share. */
    async counted(number) {
      await seen(() => shownCases() === number);
      return wall(await painted());
    },

    /** When it shows that many and nothing is left to be sent. */
    async agreed(number) {
      await seen(() => shownCases() === number && synced());
      return wall(await painted());
    },

    /** Takes down so many complaints, as quickly as the page lets a hand do it. */
    async many(number, unit, content) {
      for (let index = 1; index <= number; index += 1) {
        one('main a[href="/complaints/new"]').click();
        const text = await seen(() => !notices().some((notice) => notice.includes("已登记并保存")) && one("#register-content"));
        type(one("main input[type=search]"), unit);
        const found = await seen(() => Array.from(document.querySelectorAll("main button")).find((button) => button.textContent.trim().startsWith(unit)));
        found.click();
        await painted();
        type(text, `${content} ${index}`);
        type(one("#register-phone"), "13800010001");
        await painted();
        Array.from(document.querySelectorAll("main button")).find((button) => button.textContent.trim() === "登记").click();
        await seen(() => notices().some((notice) => notice.includes("已登记并保存")));
      }
    },

    /** When commands were on their way to the server. */
    pushes: (from) =>
      got("/api/push")
        .map((entry) => [wall(entry.startTime), wall(entry.responseEnd)])
        .filter(([begun]) => begun >= from),

    /** A sync asked for by hand while nothing changed, and the second after it. */
    async noChange(button) {
      await seen(synced);
      const before = got("/api/").length;
      const tapped = performance.now();
      Array.from(document.querySelectorAll("main button")).find((one) => one.textContent.trim() === button).click();
      while (got("/api/log").every((entry) => entry.startTime < tapped)) await painted();
      const until = performance.now() + 1_000;
      while (performance.now() < until) await painted();
      const entries = got("/api/").slice(before);
      return {
        time: Math.max(...entries.map((entry) => entry.responseEnd)) - tapped,
        requests: entries.length,
        bytes: sum(entries, (entry) => entry.transferSize),
      };
    },

    /** 今日 after a start. */
    today: () => shown,

    /** From the tap on sign-in to the end of the first sync, with the list opened and searched on the way. */
    async firstSync(word) {
      const tapped = await pressed((target) => target.closest("form button[type=submit]"));
      const place = await seen(() => one('.rail-item[href="/complaints"]'));
      place.click();
      await seen(() => location.pathname === "/complaints" && one("main .list-card"));
      const firstRow = await painted();
      const search = one("main input[type=search]");
      const typed = performance.now();
      type(search, word);
      await seen(() => {
        const titles = Array.from(document.querySelectorAll("main .list-card-title"), (title) => title.textContent);
        return titles.length > 0 && titles.every((title) => title.includes(word));
      });
      const searched = await painted();
      await seen(() => one(".status-pill [role=status]")?.textContent.startsWith("已同步"));
      const synced = await painted();
      const begun = got("/api/session")[0].responseEnd;
      return {
        signIn: begun - tapped,
        firstRow: firstRow - begun,
        usable: searched - begun,
        search: searched - typed,
        durable: synced - begun,
        heads: traffic([...got("/api/first/heads"), ...ready("heads")]),
        events: traffic([...got("/api/streams"), ...ready("events")]),
        all: traffic([...got("/api/first"), ...got("/api/streams")]),
        longest: longest(begun),
      };
    },

    /** From the tap that saves to the word that says so, and to the end of the transaction. */
    async save(button, word) {
      const said = () => Array.from(document.querySelectorAll(".notice")).some((notice) => notice.textContent.includes(word));
      if (said()) throw new Error("An earlier save still stands on the page.");
      const tapped = await pressed((target) => target.closest("button")?.textContent.trim() === button);
      const durable = nextKept();
      await seen(said);
      const shownAt = await painted();
      const { began, ended } = await durable;
      return {
        said: shownAt - tapped,
        durable: ended - tapped,
        transaction: ended - began,
        tappedAt: wall(tapped),
        keptAt: wall(ended),
      };
    },

    /** What lies in the tablet's storage, counted from its bytes. */
    async stored() {
      const known = await indexedDB.databases();
      const { name } = known.find((database) => database.name.startsWith("huifang-"));
      const database = await new Promise((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const asked = (request) =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      // One row after the other: all of them at once may not fit into memory.
      const rows = async (store) => {
        const read = { count: 0, digests: [] };
        for (const key of await asked(database.transaction(store).objectStore(store).getAllKeys())) {
          const list = await unpacked(await asked(database.transaction(store).objectStore(store).get(key)));
          read.count += JSON.parse(new TextDecoder().decode(list)).length;
          read.digests.push(await digest(list));
        }
        return read;
      };
      const [heads, events] = [await rows("heads"), await rows("events")];
      const count = { heads: heads.count, events: events.count, digests: events.digests };
      database.close();
      const { usage } = await navigator.storage.estimate();
      return { ...count, disk: usage };
    },
  };
})();
