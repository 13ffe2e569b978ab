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
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, text);
    input.dispatchEvent(new InputEvent("input", { bubbles: true, data: text }));
  };

  // The ends of the transactions in which a command is kept.
  const kept = [];
  let waiting = [];
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const opened = transaction.call(this, stores, mode, options);
    const names = Array.from(opened.objectStoreNames);
    if (mode === "readwrite" && options?.durability === "strict" && names.includes("outbox")) {
      opened.addEventListener("complete", () => {
        kept.push(performance.now());
        for (const tell of waiting) tell(performance.now());
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
    .then((at) => ({ ...today, usable: at }));

  const got = (part) =>
    performance.getEntriesByType("resource").filter((entry) => new URL(entry.name).pathname.startsWith(part));
  const sum = (entries, of) => entries.reduce((all, entry) => all + of(entry), 0);
  /** How long at least one of them was under way; they overlap. */
  const underWay = (entries) => {
    let until = 0;
    return sum(entries, (entry) => {
      const from = Math.max(entry.startTime, until);
      until = Math.max(until, entry.responseEnd);
      return Math.max(0, entry.responseEnd - from);
    });
  };
  const traffic = (part) => {
    const entries = got(part);
    return {
      requests: entries.length,
      awaited: underWay(entries),
      wire: sum(entries, (entry) => entry.transferSize),
      bytes: sum(entries, (entry) => entry.decodedBodySize),
    };
  };

  globalThis.bench = {
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
        heads: traffic("/api/first/heads"),
        events: traffic("/api/first/events"),
        all: traffic("/api/first"),
      };
    },

    /** From the tap that saves to the word that says so, and to the end of the transaction. */
    async save(button, word) {
      const said = () => Array.from(document.querySelectorAll(".notice")).some((notice) => notice.textContent.includes(word));
      if (said()) throw new Error("An earlier save still stands on the page.");
      const tapped = await pressed((target) => target.closest("button")?.textContent.trim() === button);
      const durable = nextKept();
      await seen(said);
      return { said: (await painted()) - tapped, durable: (await durable) - tapped };
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
      const rows = (store) =>
        new Promise((resolve, reject) => {
          const reading = database.transaction(store).objectStore(store).getAll();
          reading.onsuccess = () => {
            const lists = reading.result.map((bytes) => JSON.parse(new TextDecoder().decode(bytes)));
            resolve(lists.reduce((all, list) => all + list.length, 0));
          };
          reading.onerror = () => reject(reading.error);
        });
      const count = { heads: await rows("heads"), events: await rows("events") };
      database.close();
      const { usage } = await navigator.storage.estimate();
      return { ...count, disk: usage };
    },
  };
})();
