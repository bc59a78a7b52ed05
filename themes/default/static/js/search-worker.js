// The engine in a worker: fetches the chunks of the index that it misses, and answers the newest question only.

import { Fault, opened } from "./search-engine.js";

let open;
const engine = new Promise((resolve) => { open = resolve; });
let newest = 0;

const begin = ({ wasm, root, base }) => opened(wasm, root, async (name) => {
  const answer = await fetch(`${base}${name}.bin`).catch(() => ({}));
  // A chunk that is gone belonged to a site that has been rebuilt since.
  if (!answer.ok) throw new Fault(answer.status === 404 ? "outdated" : "network");
  return answer.arrayBuffer();
});

addEventListener("message", async ({ data }) => {
  try {
    if (data.open) {
      open(begin(data.open));
      return void await engine;
    }
    newest = data.id;
    const ask = await engine;
    const answer = await ask(data.request, () => data.id === newest);
    if (answer) postMessage({ id: data.id, answer });
  } catch (error) {
    postMessage({ id: data.id, error: (error instanceof Fault && error.message) || "damaged" });
  }
});
