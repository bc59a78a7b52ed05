// Writes `LICENCES.md` anew from what Cargo says of the locked dependencies: `node tests/licences.mjs`.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("..", import.meta.url));
const metadata = execFileSync("cargo", ["metadata", "--format-version", "1", "--locked", "--all-features"], { cwd: repository, maxBuffer: 1 << 28 });
const { packages } = JSON.parse(metadata);
const rows = packages.filter(({ source }) => source).map(({ name, license, repository }) => `| ${repository ? `[${name}](${repository})` : name} | ${license} |`);
const head = `# Licences of what quyche is built from

Every crate that \`Cargo.lock\` names, those for tests and for other systems included; \`node tests/licences.mjs\` writes this list, \`cargo deny check licenses\` holds it against \`deny.toml\`.
The text of each licence is part of the source of its crate.

| crate | licence |
|---|---|
`;
writeFileSync(new URL("../LICENCES.md", import.meta.url), `${head}${[...new Set(rows)].sort().join("\n")}\n`);
