// The engine as a question in and an answer out, in a worker or in a page that stands alone.

/** A fault whose word the page knows; any other is "damaged". */
export class Fault extends Error {}
const faults = { 2: "damaged", 3: "outdated" };

const inflated = async (bytes) => {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
};

/** Opens the index whose deflated root is given. `chunk` has a part of it fetched by name: chunks that a question misses are asked for side by side. */
export async function opened(wasm, root, chunk) {
  const [code, pack] = await Promise.all([inflated(wasm), inflated(root)]);
  const engine = (await WebAssembly.instantiate(code)).instance.exports;
  const give = (bytes) => {
    // Making room may move the memory, so it is looked up afterwards.
    const at = engine.room(bytes.length);
    new Uint8Array(engine.memory.buffer, at, bytes.length).set(bytes);
  };
  const taken = () => new TextDecoder().decode(new Uint8Array(engine.memory.buffer, engine.address(), engine.length()));
  give(pack);
  const fault = faults[engine.open()];
  if (fault) throw new Fault(fault);

  const load = async (name) => {
    give(await inflated(await chunk(name)));
    engine.load();
    if (taken() !== name) throw new Fault("damaged");
  };

  /** Answers a request; nothing, when it is no longer wanted. */
  return async (request, isWanted = () => true) => {
    const { query, typing, limit, organisation, role, timing, level, document, kind } = request;
    const parts = [query.replaceAll("\0", " "), typing ? "1" : "", limit, organisation, role, timing, level, document, kind];
    const question = new TextEncoder().encode(parts.map((part) => part ?? "").join("\0"));
    for (;;) {
      if (!isWanted()) return undefined;
      give(question);
      const code = engine.search();
      if (code === 0) return JSON.parse(taken());
      if (code !== 1) throw new Fault(faults[code]);
      await Promise.all(taken().match(/.{16}/g).map(load));
    }
  };
}
