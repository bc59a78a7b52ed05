// Queries made of a site's own text: one to four words that stand side by side in it, every second one without marks.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Texts that are read at most: enough for every word that is not rare. */
const TEXTS = 40;

export function queries(site, count) {
  const folder = join(site, "du-lieu/van-ban");
  const files = readdirSync(folder).filter((name) => name.endsWith(".json")).sort();
  const step = Math.max(1, Math.floor(files.length / TEXTS));
  const lines = files.filter((_, at) => at % step === 0).flatMap((file) => texts(JSON.parse(readFileSync(join(folder, file), "utf8"))));
  const words = lines.map((line) => line.match(/[\p{L}\p{N}]+/gu) ?? []).filter((line) => line.length > 4);
  const below = random();
  return Array.from({ length: count }, (_, at) => {
    const line = words[below(words.length)];
    const length = 1 + (at % 4);
    const from = below(line.length - length);
    const query = line.slice(from, from + length).join(" ");
    return at % 8 < 4 ? query : bare(query);
  });
}

const texts = ({ text, children = [] }) => [text ?? "", ...children.flatMap(texts)];
const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D");

/** A linear congruential generator: the same numbers on every machine. */
function random() {
  let state = 1n;
  return (bound) => {
    state = BigInt.asUintN(64, state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n);
    return Number(state >> 33n) % bound;
  };
}
