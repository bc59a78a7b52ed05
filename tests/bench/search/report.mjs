// The figures of a measurement as tables, and which budgets are kept.

/** A site of so many regulations is a big one, of at most so many a small one; a KB is 1,000 bytes. */
const BIG = 1000;
const SMALL = 10;

const count = (number) => String(Math.round(number)).replace(/\B(?=(\d{3})+$)/g, ",");
const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;
const milliseconds = (ms) => (ms === null ? "nothing" : `${ms < 100 ? ms.toFixed(1) : count(ms)} ms`);

/** Prints the tables of a site; what is missed. */
export function report({ site, documents, pagefind, quyche, relevance }) {
  const missed = [];
  const budget = (name, value, limit, unit) => {
    const kept = value <= limit;
    if (!kept) missed.push(`${site}: ${name}: ${unit(value)} instead of at most ${unit(limit)}`);
    return `≤ ${unit(limit)}: ${kept ? "pass" : "MISSED"}`;
  };
  const none = quyche ? "" : "not built";
  const small = documents <= SMALL;
  const big = documents >= BIG;
  if (!quyche) missed.push(`${site}: the search is not built`);

  console.log(`\n## ${site}: ${count(documents)} regulations; Pagefind read ${count(pagefind.pages)} pages in ${pagefind.seconds.toFixed(1)} s\n`);
  const first = pagefind.first.map((peer, at) => {
    const [own, box] = [quyche?.first[at], quyche?.box[at]];
    const limits = [];
    if (own && small) limits.push(budget(`first search, ${own.query}`, box.bytes, 90_000, kilobytes));
    if (own && big) {
      limits.push(budget(`first search, a third of Pagefind's, ${own.query}`, box.bytes, peer.bytes / 3, kilobytes));
      limits.push(budget(`first search, ${own.query}`, box.bytes, 150_000, kilobytes));
    }
    const mine = own && [kilobytes(box.bytes), box.requests, milliseconds(box.phone), ...cells(own)];
    return [peer.query, ...(mine ?? [none, "", "", "", "", "", "", ""]), ...cells(peer), limits.join("; ")];
  });
  const columns = ["", ", requests", ", local", ", phone", ", found"];
  const heads = (name) => columns.map((column, at) => (at ? column.slice(2) : name));
  table(["first search", "box, all of it", "requests", "phone", ...heads("client, ten results"), ...heads("Pagefind, ten results"), "budget"], first);

  const later = pagefind.later.map((peer, at) => {
    const own = quyche?.later[at];
    const limit = own && small ? budget(`later search, ${own.query}`, own.bytes, 5000, kilobytes) : "";
    return [peer.query, ...(own ? brief(own) : [none, "", ""]), ...brief(peer), limit];
  });
  table(["later search", "client", "requests", "phone", "Pagefind", "requests", "phone", "budget"], later);

  const waits = (list) => median(list.map(({ phone }) => phone ?? Infinity));
  const rows = [];
  rows.push(["client as served", quyche ? kilobytes(quyche.size) : none, "", quyche ? budget("client", quyche.size, 45_000, kilobytes) : ""]);
  const wait = quyche && waits(quyche.box);
  const limit = quyche && small ? budget("first result on the phone network", wait, 1000, milliseconds) : "";
  rows.push(["first result on the phone network, median", quyche ? milliseconds(wait) : none, `${milliseconds(waits(pagefind.first))} (ten)`, limit]);
  for (const [name, key, most] of [["a query when all is loaded, median", "median", 20], ["a query when all is loaded, p95", "p95", 60]]) {
    const own = quyche ? milliseconds(quyche[key]) : none;
    rows.push([name, own, milliseconds(pagefind[key]), quyche ? budget(name, quyche[key], most, milliseconds) : ""]);
  }
  table(["", "quyche", "Pagefind", "budget"], rows);

  if (relevance) {
    const line = (name, one) => (one ? [name, one.mrr.toFixed(3), one.recall.toFixed(3), one.queries] : [name, none, "", ""]);
    const lines = [["browser", relevance.quyche], ["`quyche search`", relevance.commandLine], ["Pagefind, by page", relevance.pagefind]];
    table(["judged queries", "MRR", "recall@5", "queries"], lines.map(([name, one]) => line(name, one)));
  }
  return missed;
}

const cells = ({ bytes, requests, ms, phone, total }) => [kilobytes(bytes), requests, milliseconds(ms), milliseconds(phone), count(total)];
const brief = ({ bytes, requests, ms }) => [kilobytes(bytes), requests, milliseconds(ms)];

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Prints a table of Markdown, its columns under one another. */
function table(head, rows) {
  const all = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, at) => Math.max(3, ...all.map((row) => row[at].length)));
  const line = (row) => `| ${row.map((cell, at) => (at ? cell.padStart(widths[at]) : cell.padEnd(widths[at]))).join(" | ")} |`;
  const rule = `|${widths.map((width, at) => (at ? `${"-".repeat(width + 1)}:` : "-".repeat(width + 2))).join("|")}|`;
  console.log([line(all[0]), rule, ...all.slice(1).map(line), ""].join("\n"));
}
