// How right the answers are: the judged queries of `tests/relevance/queries.tsv`, asked of everyone who searches.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const repository = new URL("../../../", import.meta.url);
/** How far down the list an accepted place counts. */
const DEPTH = 10;

/** Judged queries; `null` when the site lacks a text that they are about. */
export function judged(site) {
  const lines = readFileSync(new URL("tests/relevance/queries.tsv", repository), "utf8").split("\n");
  const all = lines.filter((line) => line.trim() && !line.startsWith("#")).map((line) => {
    const [query, paths] = line.split("\t");
    return { query, accepted: paths.split(",").map((path) => path.trim()) };
  });
  const documents = new Set(all.flatMap(({ accepted }) => accepted.map((path) => path.split("/")[0])));
  const file = (document) => join(site, `du-lieu/van-ban/${document}.json`);
  if (![...documents].every((document) => existsSync(file(document)))) return null;
  const pages = new Map();
  const walk = ({ path, url, children = [] }) => {
    pages.set(path, url.split("#")[0]);
    children.forEach(walk);
  };
  for (const document of documents) walk(JSON.parse(readFileSync(file(document), "utf8")));
  return { all, pages };
}

/** Answers of `quyche search`, which reads the index of the command line. */
export function commandLine(site, queries) {
  const program = process.env.QUYCHE ?? new URL("target/debug/quyche", repository).pathname;
  return queries.map((query) => {
    const options = ["search", query, "--format", "json", "--limit", String(DEPTH), "--out", site];
    const { status, stdout } = run(program, options);
    if (status > 1) throw new Error(`quyche ${options.join(" ")} ends with ${status}`);
    return stdout.trim() ? JSON.parse(stdout).map(({ path }) => path) : [];
  });
}

function run(program, options) {
  try {
    return { status: 0, stdout: execFileSync(program, options, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }) };
  } catch (error) {
    if (error.status === null || error.status === undefined) throw error;
    return error;
  }
}

/**
 * Mean reciprocal rank of the first accepted place among the first ten results; how many of the accepted places are among the first
 * five, averaged over the queries. `place` says what of a path a result is compared with.
 */
export function score(all, answers, place = (path) => path) {
  const ranks = [];
  const recalls = [];
  for (const [at, { accepted }] of all.entries()) {
    const found = answers[at].slice(0, DEPTH);
    const right = accepted.map(place);
    const first = found.findIndex((one) => right.includes(one));
    ranks.push(first < 0 ? 0 : 1 / (first + 1));
    const top = found.slice(0, 5);
    recalls.push(right.filter((one) => top.includes(one)).length / right.length);
  }
  const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  return { mrr: mean(ranks), recall: mean(recalls), queries: all.length };
}
