// How a request is answered. A page: what the server says now; what is stored where it says nothing in time, nothing at all, or that it
// cannot. Whatever goes wrong in here, the request goes to the network as if there were no worker.

/** Milliseconds that a reader who could read what is stored waits for the network. */
const PATIENCE = 3000;

const patience = () => new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
const isPage = (response) => response.ok && !response.redirected && response.type === "basic" && /^text\/html\b/.test(response.headers.get("Content-Type") ?? "");
/** Answers that say nothing of the page: gone from a site that is being published, or a server in trouble. */
const saysNothing = ({ status }) => status === 404 || status === 408 || status === 429 || status >= 500;

/** An answer, or nothing where there is none worth having, for as long as a reader waits. */
const inTime = (asked) => Promise.race([asked.then((response) => (saysNothing(response) ? undefined : response), () => undefined), patience()]);

const fromNetwork = async (event) => (await event.preloadResponse) ?? fetch(event.request);

const answerPage = async (event) => {
  const url = pageAddress(event.request.url);
  const id = event.resultingClientId;
  const asked = fromNetwork(event);
  const kept = await find(PAGES, url).catch(() => undefined);
  const copied = asked.then((response) => (isPage(response) ? response.clone().text() : undefined));
  event.waitUntil(copied.then(async (text) => {
    if (text === undefined) return;
    await putPage(url, text, givenStored.has(id) ? undefined : id);
    await trim();
  }).catch(() => {}));
  if (!kept) return asked.catch(() => find(PAGES, address("ngoai-tuyen/")).then((page) => page ?? Response.error()));
  const answer = await inTime(asked);
  if (answer) return answer;
  givenStored.add(id);
  return kept;
};

/** Files with their version in the address, and parts of the index, never change. */
const isLasting = ({ search, pathname }) => search.startsWith("?v=") || /\/[0-9a-f]{16}\.bin$/.test(pathname);

const answerFile = async (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const exact = await find(FILES, request.url).catch(() => undefined);
  if (exact && isLasting(url)) return exact;
  // A script asks for another without its version, and an old page for an old version of a file that is there.
  const kept = exact ?? (await find(FILES, request.url, { ignoreSearch: true }).catch(() => undefined));
  // Who waited for a page in vain does not wait for its files as well.
  if (kept && givenStored.has(event.clientId)) return kept;
  const asked = fetch(request);
  event.waitUntil(asked.then((response) => (response.ok && response.type === "basic" ? put(FILES, request.url, response.clone()) : undefined)).catch(() => {}));
  return kept ? (await inTime(asked)) ?? kept : asked;
};

/** Everything else is the network's; a page that a script asks for may be stored. */
const answerOther = async ({ request }) => {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await find(PAGES, pageAddress(request.url));
    if (kept) return kept;
    throw error;
  }
};

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== home.origin || !pathname.startsWith(home.pathname) || request.headers.has("Range")) return;
  const path = pathname.slice(home.pathname.length);
  const isFile = path.startsWith("static/") || path.startsWith("du-lieu/tim/");
  const answer = request.mode === "navigate" ? answerPage : isFile ? answerFile : answerOther;
  event.respondWith(answer(event).catch(() => fetch(request)));
});
