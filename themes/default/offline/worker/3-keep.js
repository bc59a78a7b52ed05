// What is kept on purpose: a document with its pages, its organisations and the search, from the lists that the build makes
// (`du-lieu/ngoai-tuyen/`). What does not have the checksum of its list is not taken, so half a site is never kept.

/** The most bytes that are fetched without being asked for. */
const UNASKED = 2_000_000;
/** How many files are fetched side by side. */
const LANES = 4;
/** Milliseconds before the lists are looked at again. */
const OFTEN = 600_000;

const SHARED = address("du-lieu/ngoai-tuyen/chung.json");
const listOf = (id) => address(`du-lieu/ngoai-tuyen/van-ban/${id}.json`);
const looked = new Map();

const fetched = async (url) => {
  const response = await fetch(url, { cache: url.includes("?v=") ? "default" : "no-cache" });
  if (!response.ok) throw new Error("network");
  return response;
};

const checked = async ({ url, hash }) => {
  const response = await fetched(address(url));
  const bytes = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  if ([...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("") !== hash) throw new Error("network");
  return new Response(bytes, { headers: { "Content-Type": response.headers.get("Content-Type") ?? "application/octet-stream" } });
};

/** The pages of a bundle: lines that several pages share are in it once. */
const unpacked = async (response) => {
  const { lines, pages } = await new Response(response.body.pipeThrough(new DecompressionStream("deflate-raw"))).json();
  return Object.entries(pages).map(([url, runs]) => {
    const text = [];
    for (let at = 0; at < runs.length; at += 2) text.push(...lines.slice(runs[at], runs[at] + runs[at + 1]));
    return [url, text.join("\n")];
  });
};

/** What of the lists is not here yet. */
const missing = async (lists) => {
  const have = await Promise.all(lists.flatMap(({ bundles, files }) => [...bundles, ...files]).map(async (entry) => [entry, (await record(address(entry.url)))?.hash]));
  return have.filter(([entry, hash]) => hash !== entry.hash).map(([entry]) => entry);
};

const take = async (entry, response, isBundle) => {
  const url = address(entry.url);
  if (!isBundle) {
    await put(FILES, url, response);
    return note(url, { hash: entry.hash });
  }
  const pages = await unpacked(response);
  const before = (await record(url))?.pages ?? [];
  for (const [page, text] of pages) await putPage(address(page), text);
  const now = pages.map(([page]) => page);
  await Promise.all(before.filter((page) => !now.includes(page)).map((page) => drop(PAGES, address(page))));
  return note(url, { hash: entry.hash, pages: now });
};

/** Keeps a document, or brings it up to date. All of it is fetched before any of it is put in its place. */
const keep = async (id, { asked, tell = () => {} }) => {
  const [shared, own] = await Promise.all([SHARED, listOf(id)].map(async (url) => (await fetched(url)).json()));
  own.bundles.push(...shared.organisations.filter(({ url }) => own.organisations.includes(url)));
  const wanted = await missing([shared, own]);
  const bytes = wanted.reduce((sum, entry) => sum + entry.bytes, 0);
  if (!asked && bytes > UNASKED) return;
  const taken = [];
  const rest = [...wanted];
  const lane = async () => {
    for (let entry = rest.shift(); entry; entry = rest.shift()) {
      taken.push([entry, await checked(entry)]);
      tell({ done: taken.length, of: wanted.length });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const bundles = new Set([...shared.bundles, ...own.bundles].map(({ url }) => url));
  for (const [entry, response] of taken) await take(entry, response, bundles.has(entry.url));
  const before = await record(listOf(id));
  await note(SHARED, shared);
  await note(listOf(id), { ...own, id, asked: Boolean(asked || before?.asked) });
  await tidy();
};

/** Takes away what no kept document has in its list any more. */
const tidy = async () => {
  const all = await records();
  const lists = all.map(([, value]) => value).filter(({ bundles }) => bundles);
  const wanted = new Set(lists.flatMap(({ bundles, files }) => [...bundles, ...files]).map(({ url }) => address(url)));
  for (const [url, { hash, pages = [] }] of all) {
    if (!hash || wanted.has(url)) continue;
    await Promise.all(pages.map((page) => drop(PAGES, address(page))));
    await drop(FILES, url);
    await drop(KEPT, url);
  }
  const names = new Map([...wanted].map((url) => [url.split("?")[0], url]));
  const old = (await stored(FILES)).filter((url) => url.includes("?v=") && names.has(url.split("?")[0]) && !wanted.has(url));
  await Promise.all(old.map((url) => drop(FILES, url)));
};

/** Removes a document, for good: it does not come back by being read. */
const remove = async (id) => {
  await note(listOf(id), { removed: true });
  await tidy();
};

const list = async () => (await records()).filter(([, { id }]) => id).map(([, { id, title, url, as_of, bundles, asked }]) => (
  { id, title, url: address(url), as_of, asked, bytes: bundles.reduce((sum, { bytes }) => sum + bytes, 0) }));

/** A page was opened: it is stored, with the files it came with; its document and all that is kept is looked after. */
const visited = async ({ url, document, files, unasked }) => {
  const page = pageAddress(url);
  if (!(await find(PAGES, page))) await putPage(page, await (await fetch(page, { cache: "force-cache" })).text());
  for (const file of files) if (!(await find(FILES, file))) await put(FILES, file, await fetch(file, { cache: "force-cache" }));
  if (!unasked) return;
  const ids = new Set((await list()).map(({ id }) => id));
  if (document && !(await record(listOf(document)))?.removed) ids.add(document);
  for (const id of [...ids].filter((id) => !(Date.now() - looked.get(id) < OFTEN))) {
    looked.set(id, Date.now());
    await keep(id, { asked: false }).catch(() => looked.delete(id));
  }
};

/** Whether the server has another text of a page than the one that is stored; who shows it is told. */
const look = async ({ url }) => {
  const page = pageAddress(url);
  const response = await fetch(page, { cache: "no-cache" });
  if (isPage(response)) await putPage(page, await response.text());
};

const tasks = {
  visited,
  look,
  list,
  remove: ({ id }) => remove(id),
  keep: ({ id }, tell) => keep(id, { asked: true, tell }),
};

addEventListener("message", (event) => {
  const { data: { task, ...what }, ports: [port], source } = event;
  if (task === "visited") port.postMessage({ stored: givenStored.has(source.id), newer: outdated.has(source.id) });
  event.waitUntil(Promise.resolve(tasks[task]?.(what, (progress) => port.postMessage({ progress }))).then(
    (answer) => port.postMessage({ answer }),
    (error) => port.postMessage({ error: error.name === "QuotaExceededError" ? "full" : "network" }),
  ));
});
