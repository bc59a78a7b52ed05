// The page's side of the service worker: what it is asked, and its answer.

/** The script in every page that carries the words and the addresses of reading without a network. */
export const words = document.querySelector("script[data-worker]").dataset;

/** Whether a reader who has not asked for it is spared what is fetched ahead: they save data, or their network is slow. */
export const spared = () => {
  const { saveData, effectiveType } = navigator.connection ?? {};
  return Boolean(saveData) || /2g/.test(effectiveType ?? "");
};

/** The worker that looks after the site; rejects where the browser or its reader wants none. */
export const worker = (async () => {
  await navigator.serviceWorker.register(words.worker);
  return (await navigator.serviceWorker.ready).active;
})();

/** Gives the worker a task; `tell` hears what it says meanwhile. Rejects with "full" or "network" as message. */
export async function ask(task, what = {}, tell = () => {}) {
  const active = await worker;
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve, reject) => {
    port1.onmessage = ({ data }) => {
      if (data.error) reject(new Error(data.error));
      else if ("answer" in data) resolve(data.answer);
      else tell(data);
    };
    active.postMessage({ task, ...what }, [port2]);
  });
}
