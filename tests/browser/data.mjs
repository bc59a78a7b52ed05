// The data files of a site, read back with libraries that are not ours: JSON against its schemas, CSV, the workbook, the calendars,
// the Word forms, and the printed form in a real browser. $QUYCHE is the program, $CHROMIUM the browser.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import Ajv2020 from "ajv/dist/2020.js";
import { parse } from "csv-parse/sync";
import ExcelJS from "exceljs";
import ICAL from "ical.js";
import mammoth from "mammoth";
import { chromium } from "playwright-core";

import { faults } from "./axe.mjs";
import { passed, test } from "./cases.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const quyche = process.env.QUYCHE ?? join(repository, "target/debug/quyche");
const base = "https://example.org/quyche";

const folder = mkdtempSync(join(tmpdir(), "quyche-data-"));
const lay = (path, text) => {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), text);
};
lay("content/site.yaml", `title: Thử\nbase_url: ${base}\nas_of: 2024-02-10\n`);
lay(
  "content/regulations/1-qd-tu.md",
  `---
number: 1-QĐ/TU
type: quyet-dinh
title: Quy chế thử
issuer: thanh-uy
issued: 2021-11-26
status: in-force
basis: [Điều lệ Đảng]
---
Điều 1. Trách nhiệm của Ban Dân vận
1. Báo cáo kết quả với Thành ủy; gửi "các ban", hằng tháng, theo khoản 2 Điều này.
2. Định kỳ ba tháng, sáu tháng, chín tháng, một năm giao ban với <các ban> & Văn phòng.
3. Các ban xây dựng Đảng:
- Hằng năm kiểm tra công tác dân vận.
4. Hai tháng một lần họp.

| Việc | Hạn |
|---|---|
| Họp | tháng |
`,
);
lay(
  "content/organisations.yaml",
  `- {id: thanh-uy, name: Thành ủy, level: city, valid_from: 1955-05-13}
- {id: ban-dan-van, name: Ban Dân vận Thành ủy, aliases: [BDV], kind: party, level: city, parent: thanh-uy, succeeded_by: {organisation: van-phong, date: 2025-02-01}}
- {id: van-phong, name: 'Văn phòng [Thành ủy]: Phòng Tổng hợp và Hành chính', level: city}
- {id: van-phong-2, name: 'VĂN PHÒNG [Thành ủy]: Phòng Tổng hợp và Tài vụ', level: city}
- {id: cac-ban, name: Các ban xây dựng Đảng, kind: group, members: [ban-dan-van, van-phong, van-phong-2]}
`,
);
lay(
  "content/duties/1-qd-tu.yaml",
  `- {provision: 1-qd-tu/quyet-dinh/dieu-1/khoan-1, quote: 'Báo cáo kết quả với Thành ủy; gửi "các ban"', actors: [ban-dan-van], via: heading, role: bao-cao, action: '=Báo cáo; kết quả, với \\Thành ủy', counterparts: [{organisation: thanh-uy, as: recipient}], timing: [P1M], status: reviewed}
- {provision: 1-qd-tu/quyet-dinh/dieu-1/khoan-2, quote: 'giao ban với <các ban> & Văn phòng', actors: [ban-dan-van, thanh-uy], via: heading, role: to-chuc, also: [phoi-hop], action: Giao ban, timing: [P3M, P6M, P9M, P1Y, as-needed], status: proposed}
- {provision: 1-qd-tu/quyet-dinh/dieu-1/khoan-3/gach-1, quote: kiểm tra công tác dân vận, actors: [cac-ban], via: group, role: kiem-tra, action: '- Kiểm tra công tác dân vận', timing: [P1Y], status: reviewed}
- {provision: 1-qd-tu/quyet-dinh/dieu-1/khoan-4, quote: họp, actors: [ban-dan-van], via: heading, role: to-chuc, action: Họp, timing: [P2M, P5M], status: reviewed}
`,
);
execFileSync(quyche, ["build", "--out", "site", "--strict"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
const file = (path) => readFileSync(join(folder, "site", path));
const json = (path) => JSON.parse(file(path).toString("utf8"));
const register = json("du-lieu/nhiem-vu.json");


/** Who acts in each entry, as the author wrote it. */
const written = [
  ["ban-dan-van"],
  ["ban-dan-van", "thanh-uy"],
  ["cac-ban"],
  ["ban-dan-van"],
];

test("every JSON file is what its schema says, and nothing else is", () => {
  const ajv = new Ajv2020({ allErrors: true, formats: { date: /^\d{4}-[01]\d-[0-3]\d$/, uint: true } });
  const of = (path) => {
    const name = path.replace(/^van-ban\/.*/, "van-ban-mot").replace(/^dan-chieu\/.*/, "dan-chieu").replace(/\.json$/, "");
    return json(`du-lieu/luoc-do/${name}.schema.json`);
  };
  const paths = readdirSync(join(folder, "site/du-lieu"), { recursive: true }).filter(
    (path) => path.endsWith(".json") && !["luoc-do", "chi-muc", "ngoai-tuyen"].some((folder) => path.startsWith(folder)),
  );
  assert.deepEqual(paths.sort(), ["co-quan.json", "dan-chieu/1-qd-tu.json", "nhiem-vu.json", "van-ban.json", "van-ban/1-qd-tu.json"]);
  for (const path of paths) {
    const schema = of(path);
    assert.equal(schema.$schema, "https://json-schema.org/draft/2020-12/schema");
    const valid = ajv.getSchema(schema.$id) ?? ajv.compile(schema);
    const data = json(`du-lieu/${path}`);
    assert.ok(valid(data), `${path}: ${ajv.errorsText(valid.errors)}`);
    const one = Array.isArray(data) ? data[0] : data;
    assert.ok(one, `${path} holds something`);
    const again = (change) => {
      const copy = structuredClone(data);
      change(Array.isArray(copy) ? copy[0] : copy);
      return valid(copy);
    };
    assert.ok(!again((one) => (one.khong_co = 1)), `${path}: no other key`);
    const key = Object.keys(one)[0];
    assert.ok(!again((one) => delete one[key]), `${path}: \`${key}\` is required`);
    assert.ok(!again((one) => (one[key] = 7)), `${path}: \`${key}\` has a type`);
  }
});

test("the register has the keys of the contract", () => {
  assert.deepEqual(register.map(({ actors }) => actors), written);
  for (const duty of register) {
    const keys = "provision quote actors via role also modality action counterparts timing status text url".split(" ");
    assert.deepEqual(Object.keys(duty), keys.filter((key) => key !== "also" || duty.also));
    assert.ok(duty.text.includes(duty.quote), duty.quote);
    const page = file(`${duty.url.split("#")[0].slice(1)}index.html`).toString("utf8");
    assert.ok(page.includes(`data-path="${duty.provision}"`), `${duty.url} shows ${duty.provision}`);
  }
  assert.deepEqual(register[1].timing, ["P3M", "P6M", "P9M", "P1Y", "as-needed"]);
  assert.deepEqual(register[1].also, ["phoi-hop"]);
  assert.deepEqual(register[0].counterparts, [{ organisation: "thanh-uy", as: "recipient" }]);
  assert.deepEqual(register[3].counterparts, []);
});

test("the table opens in a spreadsheet and runs nothing", () => {
  const bytes = file("du-lieu/nhiem-vu.csv");
  assert.deepEqual([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  const lines = parse(bytes, { bom: true, columns: true });
  assert.equal(lines.length, register.length);
  const bare = (cell) => (/^''*[=+@\t\r\n＝＋－＠-]/u.test(cell) ? cell.slice(1) : cell);
  for (const [at, line] of lines.entries()) {
    for (const cell of Object.values(line)) assert.doesNotMatch(cell, /^[=+@\t\r-]/u);
    assert.equal(bare(line["Nhiệm vụ"]), register[at].action);
    assert.equal(line["Nguyên văn"], register[at].quote);
    assert.equal(line["Mã điều khoản"], register[at].provision);
    assert.equal(line["Mã cơ quan thực hiện"], register[at].actors.join("; "));
    assert.equal(line["Mã thời hạn"], register[at].timing.join("; "));
    assert.equal(line["Địa chỉ"], base + register[at].url);
  }
  assert.equal(lines[0]["Nhiệm vụ"], "'=Báo cáo; kết quả, với \\Thành ủy");
  assert.equal(lines[2]["Nhiệm vụ"], "'- Kiểm tra công tác dân vận");
  assert.equal(lines[1]["Cơ quan thực hiện"], "Ban Dân vận Thành ủy; Thành ủy");
});

test("the workbook has all duties and a sheet for each organisation", async () => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(file("du-lieu/nhiem-vu.xlsx"));
  assert.equal(book.created.toISOString(), "2024-02-10T00:00:00.000Z");
  const names = book.worksheets.map(({ name }) => name);
  assert.equal(names.length, 1 + 5);
  assert.equal(new Set(names.map((name) => name.toLowerCase())).size, names.length);
  for (const name of names) assert.ok(name.length <= 31 && !/[[\]:*?/\\]/.test(name), name);
  for (const sheet of book.worksheets) {
    assert.equal(sheet.views[0].state, "frozen");
    assert.equal(sheet.views[0].ySplit, 1);
    assert.ok(sheet.autoFilter, `${sheet.name} can be filtered`);
    assert.equal(sheet.pageSetup.paperSize, 9);
    assert.equal(sheet.pageSetup.orientation, "landscape");
    assert.equal(sheet.pageSetup.fitToWidth ?? 1, 1);
    assert.ok(sheet.pageSetup.fitToPage);
    const printed = sheet.pageSetup.printArea.split(":").map((corner) => sheet.getCell(corner).col);
    const paper = sheet.columns.slice(printed[0] - 1, printed[1]).reduce((sum, { width }) => sum + width, 0);
    assert.ok(paper <= 200, `${sheet.name}: ${paper} characters in a line are too many to read on paper`);
    sheet.eachRow((row, number) => {
      row.eachCell((cell, column) => {
        assert.equal(cell.type, number > 1 && column === 1 ? ExcelJS.ValueType.Number : ExcelJS.ValueType.String, cell.address);
        assert.ok(cell.alignment.wrapText, cell.address);
        const { width } = sheet.getColumn(column);
        assert.ok(width >= 5, cell.address);
        // A program that does not find the height of a row by itself prints lines over one another.
        assert.ok(row.height >= 15 * Math.ceil(String(cell.value).length / (width * 1.25)), `${sheet.name}: ${cell.address} is cut off`);
      });
    });
  }
  const rows = (sheet) => {
    const [head, ...rest] = sheet.getSheetValues().slice(1).map((row) => row.slice(1));
    return rest.map((row) => Object.fromEntries(head.map((key, at) => [key, row[at] ?? ""])));
  };
  assert.deepEqual(rows(book.worksheets[0]).map((row) => row["Nguyên văn"]), register.map(({ quote }) => quote));
  assert.equal(rows(book.worksheets[0])[0]["Nhiệm vụ"], register[0].action, "no cell of the workbook is changed");
  const own = rows(book.getWorksheet("Ban Dân vận Thành ủy"));
  assert.deepEqual(own.map((row) => row["Nguyên văn"]), register.map(({ quote }) => quote));
  assert.deepEqual(own.map((row) => row["Giao qua tên chung"]), ["", "", "Các ban xây dựng Đảng", ""]);
});

/** The days of an event in a year, as a calendar program works them out. */
function days(event, year) {
  const found = [];
  const iterator = event.iterator();
  for (let next = iterator.next(); next && next.year <= year; next = iterator.next()) if (next.year === year) found.push(next.toString().slice(5));
  return found;
}

const ends = { 1: "01-31", 2: "02-28", 3: "03-31", 4: "04-30", 5: "05-31", 6: "06-30", 7: "07-31", 8: "08-31", 9: "09-30", 10: "10-31", 11: "11-30", 12: "12-31" };

test("the calendars give the last days of the periods, in leap years too", () => {
  const read = (path) => {
    const calendar = new ICAL.Component(ICAL.parse(file(path).toString("utf8")));
    assert.equal(calendar.getFirstPropertyValue("version"), "2.0");
    return calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
  };
  for (const name of readdirSync(join(folder, "site/lich")).filter((name) => name.endsWith(".ics"))) {
    const text = file(`lich/${name}`).toString("utf8");
    assert.ok(text.endsWith("END:VCALENDAR\r\n") && !/[^\r]\n/.test(text), `${name}: lines end in CRLF`);
    for (const line of text.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, `${name}: ${line}`);
    for (const line of text.replaceAll("\r\n ", "").split("\r\n").filter((line) => /^(SUMMARY|DESCRIPTION|NAME|X-WR-CALNAME):/.test(line))) {
      assert.doesNotMatch(line, /(?<!\\)[;,]/, `${name}: signs of the format are escaped`);
    }
    const ids = read(`lich/${name}`).map(({ uid }) => uid);
    assert.equal(new Set(ids).size, ids.length, `${name}: no name twice`);
  }
  const all = read("lich/tat-ca.ics");
  const of = (quote) => all.filter(({ description }) => description.includes(`“${quote}”`));
  const months = (list) => list.map((month) => ends[month]);
  const [monthly] = of(register[0].quote);
  assert.deepEqual(days(monthly, 2025), months([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]));
  assert.equal(days(monthly, 2028)[1], "02-29");
  assert.deepEqual(of(register[1].quote).map((event) => days(event, 2026)), [months([3, 6, 9, 12]), months([6, 12]), months([9]), months([12])]);
  assert.deepEqual(days(of(register[3].quote)[0], 2024), ["02-29", ...months([4, 6, 8, 10, 12])]);
  assert.deepEqual(days(of(register[3].quote)[1], 2025), months([5, 10]));
  assert.equal(monthly.summary, register[0].action, "what was escaped is as it was");
  for (const event of all) {
    assert.ok(event.startDate.isDate && event.duration.toSeconds() === 86400, "a whole day");
    assert.equal(event.startDate.year, 2024);
    assert.ok(event.description.includes("1-QĐ/TU") && event.description.includes("Điều 1"), event.description);
    assert.ok(event.description.includes("không lấy từ văn bản"), event.description);
    assert.ok(event.component.getFirstPropertyValue("url").startsWith(`${base}/1-qd-tu/`));
    assert.equal(event.component.getFirstPropertyValue("dtstamp").toString(), "2024-02-10T00:00:00Z");
  }
  assert.deepEqual(of(register[1].quote).map(({ description }) => description.includes("Máy đề xuất, chưa rà soát")), [true, true, true, true]);
  assert.ok(!monthly.description.includes("Máy đề xuất"));
  assert.equal(read("lich/van-phong.ics").length, 1, "through its group");
});

test("the form opens as a Word file", async () => {
  const buffer = file("co-quan/ban-dan-van/tu-danh-gia.docx");
  const { value: html, messages } = await mammoth.convertToHtml({ buffer }, { includeDefaultStyleMap: true });
  assert.deepEqual(messages.filter(({ type }) => type === "error"), []);
  assert.ok(html.includes("<h1>Quyết định 1-QĐ/TU</h1>"), html.slice(0, 2000));
  assert.ok(html.includes("<h2>Kiểm tra</h2>"));
  assert.equal(html.match(/<table>/g).length, 3 + 1, "a table for each role and one for the signatures");
  assert.equal(html.match(/<thead><tr>/g)?.length, 3, "the head of each comes again on every page");
  assert.ok(html.includes(`href="${base}/1-qd-tu/quyet-dinh/dieu-1/#khoan-1"`), "a link to the clause");
  const { value: text } = await mammoth.extractRawText({ buffer });
  for (const { quote } of register) assert.ok(text.includes(quote), quote);
  assert.equal(text.match(/Máy đề xuất, chưa rà soát/g).length, 1);
  for (const words of ["không phải là một phần của văn bản", "Kết quả", "Minh chứng", "☐ Đạt một phần", "Ký, ghi rõ họ tên", "Kỳ đánh giá"]) {
    assert.ok(text.includes(words), words);
  }
});

test("everyone can read the form, and it fits on paper", async () => {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  try {
    // The policy of the page lets no foreign script in; the test may speak to it all the same.
    const page = await browser.newPage({ bypassCSP: true });
    const site = join(folder, "site");
    await page.route("**/*", (route) => {
      const path = decodeURIComponent(new URL(route.request().url()).pathname).replace(/^\/quyche/, "");
      route.fulfill({ path: join(site, path.endsWith("/") ? `${path}index.html` : path) });
    });
    await page.goto(`${base}/co-quan/ban-dan-van/tu-danh-gia/`);
    assert.equal(await page.locator("tr[data-provision]").count(), register.length);
    assert.equal(await page.locator("[data-standing=proposed]").count(), 1);
    for (const viewport of [{ width: 360, height: 640 }, { width: 390, height: 844 }, { width: 1280, height: 900 }]) {
      await page.setViewportSize(viewport);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= viewport.width, `${width} in a window of ${viewport.width}`);
    }
    assert.deepEqual(await faults(page), []);
    await page.setViewportSize({ width: 1010, height: 700 });
    await page.emulateMedia({ media: "print" });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= 1010, `${width} pixels on paper with room for 1010`);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf);
    assert.ok(Math.abs(box[1] - 842) < 2 && Math.abs(box[2] - 595) < 2, `A4 on its side, not ${box[0]}`);
  } finally {
    await browser.close();
  }
});

const allPassed = await passed();
rmSync(folder, { recursive: true });
process.exitCode = allPassed ? 0 : 1;
