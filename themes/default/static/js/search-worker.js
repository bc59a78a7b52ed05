// The engine in a worker: asks the wasm, fetches the chunks of the index that it misses side by side, and asks again.

/** A fault whose word the page knows; any other is "damaged". */
class Fault extends Error {}
const faults = { 2: "damaged", 3: "outdated" };

const inflated = async (bytes) => {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

let engine;
let base;
let open;
const opened = new Promise((resolve) => { open = resolve; });
let newest = 0;

const give = (bytes) => {
  // Making room may move the memory, so it is looked up afterwards.
  const at = engine.room(bytes.length);
  new Uint8Array(engine.memory.buffer, at, bytes.length).set(bytes);
};
const taken = () => new TextDecoder().decode(new Uint8Array(engine.memory.buffer, engine.address(), engine.length()));

const begin = async ({ wasm, root, base: folder }) => {
  const [code, pack] = await Promise.all([inflated(wasm), inflated(root)]);
  engine = (await WebAssembly.instantiate(code)).instance.exports;
  base = folder;
  give(pack);
  const fault = faults[engine.open()];
  if (fault) throw new Fault(fault);
};

const load = async (name) => {
  const answer = await fetch(`${base}${name}.bin`).catch(() => ({}));
  // A chunk that is gone belonged to a site that has been rebuilt since.
  if (!answer.ok) throw new Fault(answer.status === 404 ? "outdated" : "network");
  give(await inflated(await answer.arrayBuffer()));
  engine.load();
  if (taken() !== name) throw new Fault("damaged");
};

const ask = async (id, request) => {
  const { query, typing, limit, organisation, role, timing, level, document, kind } = request;
  const parts = [query.replaceAll("\0", " "), typing ? "1" : "", limit, organisation, role, timing, level, document, kind];
  const question = new TextEncoder().encode(parts.map((part) => part ?? "").join("\0"));
  for (;;) {
    if (id !== newest) return undefined;
    give(question);
    const code = engine.search();
    if (code === 0) return JSON.parse(taken());
    if (code !== 1) throw new Fault(faults[code]);
    await Promise.all(taken().match(/.{16}/g).map(load));
  }
};

addEventListener("message", async ({ data }) => {
  try {
    if (data.open) {
      open(begin(data.open));
      return void await opened;
    }
    newest = data.id;
    await opened;
    const answer = await ask(data.id, data.request);
    if (answer) postMessage({ id: data.id, answer });
  } catch (error) {
    postMessage({ id: data.id, error: (error instanceof Fault && error.message) || "damaged" });
  }
});
