// A plain static server that knows what went over the network: files as they lie there, nothing compressed, no parts of files,
// connections stay open. It counts the bytes itself, heads of answers included, and is itself the slow network: a browser's own tools
// neither count nor slow down the script of a worker.
import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Networks: milliseconds until an answer begins, bytes a second of all answers together. */
export const networks = { local: null, phone: { latency: 150, rate: 200_000 } };

const types = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** An address at which there is an empty page, of no site's making. */
export const blank = "/trang-trong/";
const nothing = '<!doctype html><html lang="vi"><title>.</title><link rel="icon" href="data:,">';

/** Bytes that are sent at once on a slow network. */
const PORTION = 2048;
/** Milliseconds for which a slow network that was idle has room: timers are late by about as much. */
const CREDIT = 10;
/** Nothing is under way any more when nothing was for so many milliseconds. */
const QUIET = 100;

export class Server {
  network = networks.local;
  /** The paths for which the server fails, for a test. */
  failing = () => false;
  #folder;
  #server;
  #active = 0;
  #changed = 0;
  #free = 0;
  #done = [];

  constructor(folder) {
    this.#folder = folder;
    this.#server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
      this.#active += 1;
      const before = request.socket.bytesWritten;
      response.on("close", () => {
        this.#active -= 1;
        this.#changed = performance.now();
        this.#done.push({ path: request.url, status: response.statusCode, bytes: request.socket.bytesWritten - before });
      });
      this.#answer(request, response).catch((error) => response.destroy(error));
    });
  }

  async listen() {
    await new Promise((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    this.address = `http://127.0.0.1:${this.#server.address().port}`;
    return this;
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  /** What was sent since this was last asked, when nothing is under way any more. */
  async sent() {
    const asked = performance.now();
    while (this.#active || performance.now() - Math.max(asked, this.#changed) < QUIET) await sleep(5);
    return this.#done.splice(0);
  }

  async #answer(request, response) {
    const path = normalize(decodeURIComponent(new URL(request.url, this.address).pathname));
    const file = join(this.#folder, path.endsWith("/") ? `${path}index.html` : path);
    const there = path === blank || statSync(file, { throwIfNoEntry: false })?.isFile();
    const body = path === blank ? Buffer.from(nothing) : there ? readFileSync(file) : Buffer.alloc(0);
    const type = path.endsWith("/") ? types[".html"] : (types[extname(path)] ?? "application/octet-stream");
    const { network } = this;
    if (network) await sleep(network.latency);
    if (this.failing(path)) return void response.writeHead(500).end();
    response.writeHead(there ? 200 : 404, { "Content-Type": type, "Content-Length": body.length });
    for (let at = 0; network && at < body.length; at += PORTION) {
      const portion = body.subarray(at, at + PORTION);
      this.#free = Math.max(this.#free, performance.now() - CREDIT) + (1000 * portion.length) / network.rate;
      await sleep(Math.max(0, this.#free - performance.now()));
      response.write(portion);
    }
    response.end(network ? undefined : body);
  }
}
