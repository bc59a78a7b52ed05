// The page's side of search: starts the worker and matches answers with questions. One that a newer question has overtaken is null.

const fetched = async (url, options) => {
  const answer = await fetch(url, options);
  if (!answer.ok) throw new Error("network");
  return answer.arrayBuffer();
};

export function open({ worker, wasm, root }) {
  let session;

  // Worker, engine and index side by side: one round trip.
  const begin = () => {
    const waiting = new Map();
    const thread = new Worker(worker, { type: "module" });
    const fail = (error) => {
      for (const { reject } of waiting.values()) reject(new Error(error));
      waiting.clear();
      thread.terminate();
      session = undefined;
    };
    thread.addEventListener("error", () => fail("network"));
    thread.addEventListener("message", ({ data }) => {
      if (data.error) return fail(data.error);
      for (const [id, { resolve }] of waiting) {
        if (id > data.id) break;
        waiting.delete(id);
        resolve(id === data.id ? data.answer : null);
      }
    });
    const base = new URL(".", new URL(root, location.href)).href;
    Promise.all([fetched(wasm), fetched(root, { cache: "no-cache" })]).then(
      ([wasm, root]) => thread.postMessage({ open: { wasm, root, base } }, [wasm, root]),
      () => fail("network"),
    );
    return { thread, waiting };
  };

  let last = 0;
  session = begin();
  return {
    /** Answers a request; rejects with "network", "damaged" or "outdated" as message, after which the next request begins anew. */
    search(request) {
      session ??= begin();
      const { thread, waiting } = session;
      return new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        thread.postMessage({ id: last, request });
      });
    },
  };
}
