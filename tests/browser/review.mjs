// The page of `quyche restore --report` in a real browser: nothing is loaded, everyone can read it, keys alone do the work,
// and what is saved changes the printed text exactly there. $QUYCHE is the program, $CHROMIUM the browser.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

import { faults } from "./axe.mjs";
import { passed, test } from "./cases.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const quyche = process.env.QUYCHE ?? join(repository, "target/debug/quyche");
const phone = { width: 390, height: 844 };
const narrow = { width: 360, height: 640 };
const desktop = { width: 1280, height: 900 };

const folder = mkdtempSync(join(tmpdir(), "quyche-review-"));
const scan = join(folder, "scan.txt");
const report = join(folder, "review.html");
const text = readFileSync(join(repository, "content/sources/446-qd-tu.ocr.txt"), "utf8").split("\n").slice(0, 40).join("\n");
writeFileSync(scan, text);
const run = { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] };
const restore = (...options) => execFileSync(quyche, ["restore", scan, ...options], run);
// The text here is in the order of the proposals; printed, its head and foot are read column by column.
const { proposals, text: proposed } = JSON.parse(restore("--format", "json"));
restore("--report", report);

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

/** A new window, and what went wrong in it: words on the console, errors, requests for anything but the page. */
async function open(options) {
  const context = await browser.newContext({ viewport: phone, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const address = pathToFileURL(report).href;
  const wrong = [];
  page.on("console", (message) => wrong.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`error: ${error}`));
  page.on("request", (request) => {
    if (request.url() !== address && !/^(data|blob):/.test(request.url())) wrong.push(`request: ${request.url()}`);
  });
  await page.goto(address);
  return { context, page, wrong };
}


test("a speck that was taken out and a blank are boxes that can be put back", async () => {
  const damaged = join(folder, "speck.txt");
  writeFileSync(damaged, "Can cir Quyét dinh thanh lap-cac té chtic dang truc thuéc, thyc hién nhiém vy tai Diéu 2.\nNgay eeseeeese thang nam 2021.\n");
  const page = await (await browser.newContext({ viewport: phone })).newPage();
  const own = join(folder, "speck.html");
  execFileSync(quyche, ["restore", damaged, "--report", own], run);
  await page.goto(pathToFileURL(own).href);
  const marks = page.locator(".fix .w.mark, .w.mark[role=button]");
  assert.deepEqual(await marks.evaluateAll((all) => all.map((mark) => mark.textContent)), [" ", "........."]);
  assert.ok((await marks.first().boundingBox()).width >= 8);
  await marks.first().click();
  assert.match(await page.locator("#proposal").textContent(), /dấu cách/);
  await page.locator("[data-act=keep]").click();
  assert.equal(await marks.first().textContent(), "-");
  await page.context().close();
});

test("everyone can read it, in light and dark, and nothing stands out of the window", async () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const viewport of [phone, narrow, desktop]) {
      const { context, page, wrong } = await open({ colorScheme, viewport });
      await page.keyboard.press("n");
      await page.keyboard.press("Enter");
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= viewport.width, `${width} in a window of ${viewport.width}`);
      const small = await page.locator("#panel button:visible").evaluateAll((buttons) =>
        buttons.filter((button) => button.getBoundingClientRect().height < 44).map((button) => button.textContent),
      );
      assert.deepEqual(small, [], "a finger needs 44 pixels");
      // The policy of the page lets no foreign script in; the debugger may speak to it all the same.
      const serious = (await faults(page)).filter(({ impact }) => impact === "serious" || impact === "critical");
      assert.deepEqual(serious, [], `${colorScheme}, ${viewport.width}`);
      assert.deepEqual(wrong, []);
      await context.close();
    }
  }
});

test("without JavaScript both texts stand side by side", async () => {
  const { context, page, wrong } = await open({ javaScriptEnabled: false });
  const body = await page.innerText("body");
  for (const words of ["PANG CONG SAN VIET NAM", "CỘNG SẢN VIỆT NAM", "vé viéc ban hanh", "về việc ban hành", "không chạy JavaScript", "Để riêng"]) {
    assert.ok(body.includes(words), `\`${words}\` is shown`);
  }
  const unsure = proposals.filter(({ confidence }) => confidence >= 0.7 && confidence < 0.98).length;
  assert.ok(unsure > 0 && (await page.locator("main .w.unsure").count()) === unsure, `${unsure} unsure words are marked`);
  assert.equal(await page.locator("button:visible, #panel:visible").count(), 0, "no button that does nothing");
  assert.deepEqual(wrong, []);
  await context.close();
});

test("every word of the source and of the restored text is on the page", async () => {
  const { context, page } = await open();
  const shown = await page.locator("main .w").allTextContents();
  assert.deepEqual(shown, proposals.map((proposal) => proposal.text));
  assert.deepEqual(await page.locator("main .o").allTextContents(), proposals.map((proposal) => proposal.original));
  await context.close();
});

test("keys alone do the work", async () => {
  const { context, page, wrong } = await open();
  const press = async (...keys) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const word = (index) => page.locator(`main .w[data-w="${index}"]`).innerText();
  const current = async () => {
    assert.ok(await page.evaluate(() => document.activeElement.matches(".w.current")), "focus is on the current word");
    return Number(await page.locator("main .w.current").getAttribute("data-w"));
  };
  const said = () => page.innerText("#said");
  const progress = () => page.innerText("#count");
  const goTo = async (wanted) => {
    for (let steps = 0; steps < 40; steps += 1) {
      await press("n");
      if (wanted(proposals[await current()])) return current();
    }
    throw new Error("there is no such word");
  };

  const unsure = proposals.filter((proposal) => proposal.confidence < 0.98).length;
  assert.equal(await progress(), `đã xem 0/${unsure}`);

  const other = await goTo((proposal) => proposal.alternatives.length > 0);
  await press("1");
  assert.equal(await word(other), proposals[other].alternatives[0].text);
  assert.equal(await progress(), `đã xem 1/${unsure}`);

  const alike = (one, two) => one.original === two.original && one.text === two.text;
  const first = await goTo((proposal) => proposals.filter((another) => alike(another, proposal)).length > 1);
  const places = proposals.flatMap((proposal, index) => (alike(proposal, proposals[first]) ? [index] : []));
  await press("e");
  await page.keyboard.type("<b>XVII</b> & “ba”");
  await press("Enter", "a");
  assert.ok((await said()).includes(`cho ${places.length - 1} chỗ khác`), await said());
  for (const place of places) assert.equal(await word(place), "<b>XVII</b> & “ba”");
  await press("u");
  const another = places.find((place) => place !== first);
  assert.deepEqual([await word(first), await word(another)], ["<b>XVII</b> & “ba”", proposals[first].text]);
  await press("Control+z");
  for (const place of places) assert.equal(await word(place), proposals[first].text);
  assert.equal(await progress(), `đã xem 1/${unsure}`);

  assert.equal(await current(), first);
  await press("e");
  await page.keyboard.type("mười bảy");
  await press("Enter", "a", "Enter");
  assert.notEqual(await current(), first, "Enter goes on after a decision");
  const confirmed = await current();
  await press("Enter");
  await press("p");
  assert.ok((await current()) < confirmed, "p goes back to a word nobody decided on");
  const name = proposals.findIndex((proposal) => proposal.sort === "code" && proposal.text !== proposal.original);
  await page.locator("#filter").focus();
  await page.keyboard.type("Thêm");
  await press("Tab");
  const keep = await goTo((proposal) => proposal === proposals[name]);
  await press("0");
  assert.equal(await word(keep), proposals[keep].original);

  const [download] = await Promise.all([page.waitForEvent("download"), press("s")]);
  assert.equal(download.suggestedFilename(), "scan.txt.decisions.json");
  const saved = join(folder, download.suggestedFilename());
  await download.saveAs(saved);
  const decided = new Map([[other, proposals[other].alternatives[0].text], ...places.map((place) => [place, "mười bảy"])]);
  decided.set(confirmed, proposals[confirmed].text).set(keep, proposals[keep].original);
  assert.equal(JSON.parse(readFileSync(saved, "utf8")).decisions.length, decided.size);

  // The text differs from the proposal in the decided words and nowhere else, and is what is printed.
  const applied = JSON.parse(restore("--format", "json", "--apply", saved)).text;
  const words = (written) => written.split(/\s+/).sort().join(" ");
  assert.equal(words(restore("--apply", saved)), words(applied));
  let expected = "";
  let rest = proposed;
  proposals.forEach((proposal, index) => {
    const at = rest.indexOf(proposal.text);
    expected += rest.slice(0, at) + (decided.get(index) ?? proposal.text);
    rest = rest.slice(at + proposal.text.length);
  });
  assert.equal(applied, expected + rest);
  assert.notEqual(applied, proposed);

  await page.reload();
  for (const [index, text] of decided) assert.equal(await word(index), text, "a new visit finds what was decided");
  assert.ok((await said()).includes(`${decided.size} quyết định`), await said());

  // Both options together give a page on which these words are settled, in a window that never saw the first.
  restore("--report", report, "--apply", saved, "--force");
  const again = await open();
  assert.equal(await again.page.locator("main .w.settled").count(), decided.size);
  await again.page.locator("#restart").focus();
  await again.page.keyboard.press("Enter");
  await again.page.keyboard.press("Shift+Tab");
  await again.page.keyboard.press("Enter");
  assert.equal(await again.page.locator("main .w.settled").count(), 0, "one can start over");
  assert.deepEqual(again.wrong, []);
  await again.context.close();
  assert.deepEqual(wrong, []);
  await context.close();
});

test("words of a hostile file stay words", async () => {
  const hostile = join(folder, "hostile.html");
  writeFileSync(scan, `</script><img src=x onerror=alert(1)> quyet dinh </style><script>alert(2)</script> "'\u2028 --> <!-- so 1\n`);
  restore("--report", hostile);
  const { context, page, wrong } = await open();
  wrong.length = 0;
  page.removeAllListeners("request");
  page.on("request", (request) => wrong.push(...(request.url().endsWith("hostile.html") || request.url().startsWith("data:") ? [] : [request.url()])));
  page.on("dialog", (dialog) => wrong.push(dialog.message()));
  await page.goto(pathToFileURL(hostile).href);
  assert.equal(await page.locator("img, main script, main style").count(), 0);
  assert.ok(await page.locator("#panel").isVisible(), "the page works");
  assert.deepEqual(wrong, []);
  await context.close();
});

const allPassed = await passed();
await browser.close();
rmSync(folder, { recursive: true });
process.exitCode = allPassed ? 0 : 1;
