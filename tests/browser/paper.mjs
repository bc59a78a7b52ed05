// Documents on paper: Word files and PDF files hold the source word for word, read back with programs that are not ours; pages print
// after the form of the issuer, with nothing to press and no word cut off; a QR code leads to its page. $QUYCHE is the program, $CHROMIUM the browser. With `--pdf`, for a program that
// was built with the feature `pdf`, the PDF files too.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

import jsQR from "jsqr";
import mammoth from "mammoth";
import { chromium } from "playwright-core";
import { PNG } from "pngjs";

import { passed, test } from "./cases.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const quyche = process.env.QUYCHE ?? join(repository, "target/debug/quyche");
const base = "https://example.org/quyche";
const pdf = process.argv.includes("--pdf");

const folder = mkdtempSync(join(tmpdir(), "quyche-paper-"));
const lay = (path, text) => {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), text);
};
lay("content/site.yaml", `title: Thử\nbase_url: ${base}\nas_of: 2026-01-31\npdf: ${pdf}\nqr_codes: true\n`);
for (const from of ["tests/corpus/regulations", "content/regulations"]) {
  cpSync(join(repository, from), join(folder, "content/regulations"), { recursive: true });
}
cpSync(join(repository, "content/organisations.yaml"), join(folder, "content/organisations.yaml"));
cpSync(join(repository, "content/sources"), join(folder, "content/sources"), { recursive: true });
const long = "phê duyệt quy hoạch, kế hoạch, chương trình, đề án và danh mục nhiệm vụ của các cơ quan, đơn vị trên địa bàn ".repeat(4).trim();
lay(
  "content/regulations/12-qd-ubnd.md",
  `---
number: 12/QĐ-UBND
type: quyet-dinh
title: ${long}
issued: 2023-05-04
---
ỦY BAN NHÂN DÂN
THÀNH PHỐ HẢI PHÒNG
Số: 12/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hải Phòng, ngày 04 tháng 5 năm 2023

QUYẾT ĐỊNH
${long}

Căn cứ Luật Tổ chức chính quyền địa phương <2015> & các luật sửa đổi;

QUYẾT ĐỊNH:

Điều 1. Bảng #[kê] *có dấu* _lạ_ $x$ @ \`mã\` \\ "ngoặc"
1. Theo bảng sau:

| ${Array.from({ length: 12 }, (_, at) => `Cột ${at + 1}`).join(" | ")} |
|${"---|".repeat(12)}
| ${Array.from({ length: 12 }, (_, at) => `Chỉ tiêu nghiên cứu ${at}`).join(" | ")} |
| ${Array.from({ length: 12 }, (_, at) => `${at}.000`).join(" | ")} |

a) Điểm một;
- Gạch một: ${".".repeat(160)}

Điều 2. Quyết định này có hiệu lực kể từ ngày ký, ký hiệu ☐ và ✓ để đánh dấu.

Nơi nhận:
- Như Điều 2;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
(Đã ký)
Nguyễn Văn Ánh
`,
);
lay(
  "content/regulations/thong-bao-khong-ky.md",
  "---\ntype: thong-bao\ntitle: lịch tiếp dân\n---\nTHÔNG BÁO\nlịch tiếp dân\n\n1. Sáng thứ Hai.\n2. Chiều thứ Năm.\n",
);
const build = (out) => execFileSync(quyche, ["build", "--out", out], { cwd: folder, stdio: "ignore" });
build("site");
// The content of the repository too: it has pages of every kind.
execFileSync(quyche, ["build", "--out", join(folder, "whole")], { cwd: repository, stdio: "ignore" });
const documents = readdirSync(join(folder, "content/regulations")).map((name) => basename(name, ".md")).sort();
const file = (document, ending) => join(folder, "site", document, `${document}.${ending}`);

/** The words of a document's own text, without the rules between the cells of tables. */
function source(document) {
  const text = readFileSync(join(folder, "content/regulations", `${document}.md`), "utf8").normalize("NFC");
  const body = text.replaceAll("\r", "").replace(/^---\n[\s\S]*?\n---\n/, "");
  const lines = body.split("\n").filter((line) => !/^\|[-: |]+$/.test(line.trim()));
  const cells = (line) => (line.trim().startsWith("|") ? line.replaceAll("|", " ") : line);
  // A label hangs before its words, also where the source runs them together: "1.Nội dung".
  const labels = (line) => line.trim().replace(/^(\d+(?:\.\d+)*[.)]|[a-zđ]\)|[-–+•])(?=\p{L})/u, "$1 ");
  return words(lines.map(cells).map(labels).join("\n"));
}
const words = (text) => text.split(/[\s\u0085]+/u).filter((word) => word !== "");
/** A typesetter may break a line inside a word: letters are compared, not gaps. */
const letters = (list) => list.join("");

function same(what, shown, wanted) {
  let at = 0;
  while (at < wanted.length && shown[at] === wanted[at]) at += 1;
  assert.ok(
    shown.length === wanted.length && at === wanted.length,
    `${what}: shown …${shown.slice(Math.max(0, at - 10), at + 12)}…\nsource …${wanted.slice(Math.max(0, at - 10), at + 12)}…`,
  );
}
const run = (program, ...args) => execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });
/** The text between the margins of A4, in points: without the number of the page and the small print. */
const inside = (path) => run("pdftotext", "-raw", "-x", "0", "-y", "54", "-W", "596", "-H", "734", path, "-");


test("a Word file holds the source, word for word", async () => {
  for (const document of documents) {
    const { value, messages } = await mammoth.extractRawText({ path: file(document, "docx") });
    assert.deepEqual(messages, [], document);
    same(document, words(value.normalize("NFC")), source(document));
  }
});

test("a Word file has headings, and an attachment begins a page", async () => {
  const map = ["Law Kind", "Law Attachment"].map((name) => `p[style-name='${name}'] => h1:fresh`);
  const { value } = await mammoth.convertToHtml({ path: file("446-qd-tu", "docx") }, { styleMap: map });
  assert.equal(value.match(/<h1>/g).length, 2, "the decision and the regulation it issues");
  assert.ok(value.includes("<h4>Điều 5. Ban Dân vận Thành ủy</h4>"), "a Điều with its heading");
  assert.ok(value.includes("<p><strong>Điều 1.</strong> Ban hành kèm theo"), "a Điều whose words run on from its number");
  assert.match(value, /<h2>Chương I <br \/>NHỮNG QUY ĐỊNH CHUNG<\/h2>/);
  assert.ok(value.includes("<table>"), "head and signature stand in columns");
});

if (pdf) test("a PDF file holds the source, letter for letter", () => {
  for (const document of documents) {
    same(document, letters(words(inside(file(document, "pdf")).normalize("NFC"))), letters(source(document)));
  }
});

if (pdf) test("a PDF file is tagged, has bookmarks, and says what it is", () => {
  for (const document of documents) {
    const info = run("pdfinfo", file(document, "pdf"));
    assert.match(info, /Tagged: +yes/, document);
    assert.match(info, /Page size: +595\.\d+ x 841\.\d+ pts \(A4\)/, document);
    assert.match(info, /CreationDate: .*Jan 31 .*2026/, `${document}: no clock but as_of`);
    assert.match(run("pdfinfo", "-struct", file(document, "pdf")), /^ *H1 /m, document);
  }
  const path = file("446-qd-tu", "pdf");
  assert.match(run("pdfinfo", path), /Title: +Quyết định 446-QĐ\/TU về việc ban hành Quy chế công tác dân vận/);
  assert.match(run("pdfinfo", "-meta", path), /<pdfuaid:part>1<\/pdfuaid:part>/);
  assert.match(run("pdfinfo", "-meta", path), /<rdf:li>vi(-VN)?<\/rdf:li>/);
  const outline = run("pdftohtml", "-xml", "-i", "-stdout", path).match(/<outline>[\s\S]*<\/outline>/)[0];
  for (const entry of ["QUYẾT ĐỊNH", "QUY CHẾ công tác dân vận", "Chương II", "Điều 24. Chế độ làm việc, thông tin, báo cáo"]) {
    assert.ok(outline.includes(entry), `${entry} is a bookmark: ${outline.slice(0, 600)}`);
  }
});

if (pdf) test("the second page bears its number above, the first none", () => {
  const top = (page) => run("pdftotext", "-f", page, "-l", page, "-x", "0", "-y", "0", "-W", "596", "-H", "54", file("446-qd-tu", "pdf"), "-").trim();
  assert.deepEqual([top("1"), top("2"), top("3")], ["", "2", "3"]);
  const foot = run("pdftotext", "-f", "1", "-l", "1", "-x", "0", "-y", "788", "-W", "596", "-H", "54", file("446-qd-tu", "pdf"), "-");
  assert.match(foot, /Khôi phục từ bản quét.*https:\/\/example\.org\/quyche\/446-qd-tu\//s);
});

test("the same content gives the same bytes", () => {
  build("again");
  for (const document of documents) {
    for (const ending of pdf ? ["docx", "pdf"] : ["docx"]) {
      const again = readFileSync(join(folder, "again", document, `${document}.${ending}`));
      assert.ok(again.equals(readFileSync(file(document, ending))), `${document}.${ending}`);
    }
  }
});

const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".wasm": "application/wasm" };
const server = createServer((request, response) => {
  const address = decodeURIComponent(request.url.split("?")[0]).replace(/\/$/, "/index.html");
  const path = address.startsWith("/quyche/") ? address.replace("/quyche", "/site") : `/whole${address}`;
  try {
    const bytes = readFileSync(join(folder, path));
    response.setHeader("content-type", types[extname(path)] ?? "application/octet-stream");
    response.end(bytes);
  } catch {
    response.statusCode = 404;
    response.end();
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const whole = `http://127.0.0.1:${server.address().port}`;
const host = `${whole}/quyche`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const tab = await browser.newPage();
const printed = async (place) => {
  await tab.goto(`${host}/${place}`);
  const path = join(folder, "printed.pdf");
  writeFileSync(path, await tab.pdf({ preferCSSPageSize: true }));
  return path;
};

test("a printed page has no interface, and its number above from the second page", async () => {
  for (const document of ["446-qd-tu", "nghi-dinh-112-2021-nd-cp", "12-qd-ubnd"]) {
    const path = await printed(`${document}/toan-van/`);
    const text = run("pdftotext", "-raw", path, "-").normalize("NFC");
    for (const word of ["Bỏ qua", "Mục lục", "Tìm trong"]) assert.ok(!text.includes(word), `${document}: ${word}`);
    const top = (page) => run("pdftotext", "-f", page, "-l", page, "-x", "0", "-y", "0", "-W", "596", "-H", "54", path, "-").trim();
    assert.deepEqual([top("1"), top("2")], ["", "2"], document);
    // The star below the issuer is drawn by the form where the text has none.
    assert.ok(letters(words(text)).replaceAll("*", "").includes(letters(source(document).slice(0, 12)).replaceAll("*", "")), `${document}: the head stands as in the source`);
  }
});

test("a printed Điều bears a code that leads to it", async () => {
  const place = "446-qd-tu/quy-che/dieu-24/";
  await tab.goto(`${host}/${place}`);
  assert.ok(!(await tab.locator(".qr").isVisible()), "on a screen it is of no use");
  await tab.emulateMedia({ media: "print" });
  const picture = PNG.sync.read(await tab.locator(".qr svg").screenshot({ scale: "css" }));
  const code = jsQR(new Uint8ClampedArray(picture.data), picture.width, picture.height);
  assert.equal(code?.data, `${base}/${place}`);
  assert.equal(await tab.locator(".qr figcaption").innerText(), `example.org/quyche/${place}`);
  await tab.emulateMedia({ media: null });
});

/** What is seen of a page on paper that no paper can do: what waits for a hand, what stands out of its frame and is cut off. */
const unfit = () => {
  const seen = (element) => element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true });
  const name = (element) => `${element.tagName.toLowerCase()}.${element.className}`;
  const all = [...document.body.querySelectorAll("*")].filter(seen);
  const pressed = all.filter((element) => element.matches("input, select, textarea, button")).map(name);
  const cut = all.filter((element) => {
    const { overflowX, overflowY, clipPath } = getComputedStyle(element);
    if (clipPath !== "none") return false;
    return (overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1) || (overflowY !== "visible" && element.scrollHeight > element.clientHeight + 1);
  }).map(name);
  const beyond = document.documentElement.scrollWidth - innerWidth;
  return [...new Set(pressed), ...new Set(cut), ...(beyond > 1 ? [`${beyond} pixels beyond the paper`] : [])];
};

test("no page of any kind has on paper anything to press or a word cut off", async () => {
  const [upright, organisation, lying] = [612, 702, 1030];
  const places = {
    "": upright, "446-qd-tu/": upright, "446-qd-tu/toan-van/": upright, "446-qd-tu/446-qd-tu.html": upright, "446-qd-tu/quy-che/dieu-5/": upright,
    "446-qd-tu/so-sanh-ban-quet/": upright, "446-qd-tu/ban-quet/": upright, "co-quan/": upright, "co-quan/ban-dan-van-thanh-uy/": organisation,
    "co-quan/ban-dan-van-thanh-uy/tu-danh-gia/": lying, "lich/": lying, "phoi-hop/": upright, "huong-dan/bien-tap/dinh-dang/": upright,
    "hoc-tap/can-bo-moi/": upright, "hoc-tap/can-bo-moi/tai-lieu/": upright, "hoc-tap/can-bo-moi/giao-an/": upright,
    "hoc-tap/can-bo-moi/trinh-chieu.html": lying, "thuat-ngu/": upright, "du-lieu/": upright, "ngoai-tuyen/": upright, "tim-kiem/": upright,
  };
  const found = [];
  await tab.emulateMedia({ media: "print" });
  for (const [place, width] of Object.entries(places)) {
    await tab.setViewportSize({ width, height: 1000 });
    await tab.goto(`${whole}/${place}`);
    for (const what of await tab.evaluate(unfit)) found.push(`${place}: ${what}`);
  }
  assert.deepEqual(found, []);
  await tab.emulateMedia({ media: null });
});

test("what is folded on the screen is read on paper, and what only the screen can do is not", async () => {
  await tab.emulateMedia({ media: "print" });
  const shown = async (selector) => tab.locator(selector).filter({ visible: true }).count();
  await tab.goto(`${whole}/phoi-hop/`);
  assert.ok((await shown(".pair")) > 50, "every pair");
  assert.equal(await shown(".clauses, .ways, .pairs-section > .status-note"), 0);
  await tab.goto(`${whole}/hoc-tap/can-bo-moi/`);
  assert.ok((await shown(".match-lists li")) >= 8, "both lists of what is to be matched");
  assert.equal(await shown(".answer"), 0, "no answer below its question");
  assert.equal(await shown(".answers-elsewhere"), 1);
  await tab.goto(`${whole}/co-quan/ban-dan-van-thanh-uy/`);
  assert.ok((await shown(".duty-through")) > 5, "a duty given through a common name says so");
  await tab.goto(`${whole}/446-qd-tu/446-qd-tu.html`);
  assert.equal(await shown(".margin-stack, .single-organisations, .single-terms, .single header"), 0, "the law alone");
  assert.equal(await shown(".text, .origin, .on-paper"), 3, "with where it comes from");
  await tab.goto(`${whole}/446-qd-tu/toan-van/`);
  assert.ok(await tab.locator(".status-line").isVisible(), "and its status");
  await tab.goto(`${whole}/tim-kiem/?q=bao%20cao`);
  await tab.locator(".hit").first().waitFor();
  assert.equal(await shown(".search-tool ~ section"), 0, "results, not the index");
  await tab.emulateMedia({ media: null });
});

const allPassed = await passed();
await browser.close();
server.close();
if (process.env.KEEP) console.log(folder);
else rmSync(folder, { recursive: true });
process.exitCode = allPassed ? 0 : 1;
