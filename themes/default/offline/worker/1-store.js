// The service worker, in three parts that the build joins: what is stored, how a request is answered, what is kept on purpose.
// This part: three caches of this site alone, for it may share its host with others.

/** Counts changes of what is stored and how; what an older worker stored goes when a new one begins. */
const FORMAT = 1;
/** The folder in which the site lies. */
const home = new URL("./", location.href);
const OURS = `quyche ${home.pathname} `;
const PAGES = `${OURS}${FORMAT} pages`;
const FILES = `${OURS}${FORMAT} files`;
/** What is kept: a record for each document and each bundle, by the address of its list or its file. */
const KEPT = `${OURS}${FORMAT} kept`;

/** Pages that were visited and belong to nothing that is kept, and parts of the index of a large site: the oldest go. */
const MOST_VISITED = 60;
const MOST_CHUNKS = 400;

const address = (path) => new URL(path, home).href;

/** The address of a page however it was written: no query, no name of the file, a slash where it is a folder. */
const pageAddress = (url) => {
  const { origin, pathname } = new URL(url, home);
  const path = pathname.replace(/\/index\.html$/, "/");
  return origin + (/\/[^/.]+$/.test(path) ? `${path}/` : path);
};

const find = async (name, url, options) => (await caches.open(name)).match(url, options);
const put = async (name, url, response) => (await caches.open(name)).put(url, response);
const drop = async (name, url) => (await caches.open(name)).delete(url);
/** The addresses in a cache, the oldest first. */
const stored = async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url);

const record = async (url) => (await find(KEPT, url))?.json();
const note = (url, value) => put(KEPT, url, new Response(JSON.stringify(value)));
/** Every record as its address and itself. */
const records = async () => Promise.all((await stored(KEPT)).map(async (url) => [url, await record(url)]));

/** Windows that show an older text than the one that is stored. They are told at once, and when they ask, for a page may not listen yet. */
const outdated = new Set();

/** Windows that were given a stored page and do not know yet whether it is the text of now. */
const givenStored = new Set();

/** Tells the windows that show the page at `url`, but for the one that is being loaded, whether they show the text of now. */
const announce = async (url, { newer, except }) => {
  for (const client of await clients.matchAll({ type: "window" })) {
    if (client.id === except || pageAddress(client.url) !== url) continue;
    givenStored.delete(client.id);
    if (newer) outdated.add(client.id);
    client.postMessage({ newer, current: !newer });
  }
};

/** Stores the text of a page as the server has it now; whoever shows the page is told whether it is another one. */
const putPage = async (url, text, except) => {
  const before = await (await find(PAGES, url))?.text();
  await put(PAGES, url, new Response(text, { headers: { "Content-Type": "text/html; charset=utf-8" } }));
  if (before !== undefined) await announce(url, { newer: before !== text, except });
};

/** Leaves the newest of what was stored in passing. */
const trim = async () => {
  const held = new Set((await records()).flatMap(([, { pages = [] }]) => pages.map(address)));
  const visited = (await stored(PAGES)).filter((url) => !held.has(url));
  const chunks = (await stored(FILES)).filter((url) => /\/du-lieu\/tim\/[0-9a-f]{16}\.bin$/.test(url));
  await Promise.all(visited.slice(0, -MOST_VISITED).map((url) => drop(PAGES, url)));
  await Promise.all(chunks.slice(0, -MOST_CHUNKS).map((url) => drop(FILES, url)));
};

addEventListener("install", () => skipWaiting());

// A new worker takes over at once: what it needs to know lies in the caches, and a page is answered from the network first by both.
addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith(OURS) && ![PAGES, FILES, KEPT].includes(name)) await caches.delete(name);
  }
  await registration.navigationPreload?.enable();
  await clients.claim();
})()));
