// Waits until the page can be read, then starts what looks after reading without a network.

const start = () => import("./offline.js");
const idle = () => (window.requestIdleCallback ? requestIdleCallback(start, { timeout: 5000 }) : setTimeout(start, 2000));

if ("serviceWorker" in navigator) document.readyState === "complete" ? idle() : addEventListener("load", idle, { once: true });
