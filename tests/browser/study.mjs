// Study in a real browser: the quiz and the cards by keyboard, slides by key and by touch, notes beside the clause, terms, paper, everything
// without JavaScript, and question banks read by parsers that are not ours.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse as parseCsv } from "csv-parse/sync";
import ExcelJS from "exceljs";
import { parse as parseGift } from "gift-pegjs";
import mammoth from "mammoth";

import { desktop, everyoneCanUse, open, phone, run, site, test } from "./site.mjs";

const session = "/hoc-tap/can-bo-moi/";
const file = (path) => readFileSync(join(site, path.replace(/^\//, "")));

test("a question is answered by keyboard, marked, explained and counted", async () => {
  const { context, page, wrong } = await open(session);
  const question = page.locator("#cau-1");
  const right = await question.locator("li[data-right=yes] input").getAttribute("value");
  const options = await question.locator("input").evaluateAll((inputs) => inputs.map((input) => input.value));
  const press = async (value) => {
    await question.locator("input").first().focus();
    await page.keyboard.press("Space");
    for (let step = 0; step < options.indexOf(value); step += 1) await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
  };
  await press(options.find((value) => value !== right));
  assert.equal(await question.locator(".verdict").textContent(), "Chưa đúng.");
  assert.deepEqual(await question.locator("li[data-mark]").evaluateAll((all) => all.map((one) => one.dataset.mark).sort()), ["right", "wrong"]);
  assert.ok(await question.locator(".answer").evaluate((details) => details.open), "the answer is shown with why");
  assert.match(await question.locator(".answer .why").textContent(), /Điều 1/);
  assert.match(await question.locator(".rests-on a").getAttribute("href"), /^\/446-qd-tu\/quy-che\/dieu-1\//);
  await press(right);
  assert.equal(await question.locator(".verdict").textContent(), "Đúng.");
  assert.deepEqual(await question.locator("li[data-mark]").evaluateAll((all) => all.map((one) => one.dataset.mark)), ["right"]);
  assert.equal(await page.locator(".score").first().textContent(), "Đúng 1 trong 1 câu đã trả lời.");
  assert.deepEqual(wrong, []);
  await context.close();
});

test("every kind of question can be answered right", async () => {
  const { context, page, wrong } = await open(session, { viewport: desktop });
  const questions = page.locator(".question:not([data-kind=open])");
  const count = await questions.count();
  for (let at = 0; at < count; at += 1) {
    const question = questions.nth(at);
    const kind = await question.getAttribute("data-kind");
    if (kind === "gap") {
      const input = question.locator("input");
      await input.fill((await input.getAttribute("data-accepted")).split("|")[0].toUpperCase());
    } else if (kind === "matching") {
      for (const place of await question.locator("li[data-right]").all()) {
        await place.locator("select").selectOption(await place.getAttribute("data-right"));
      }
    } else {
      for (const input of await question.locator("li[data-right=yes] input").all()) await input.check();
    }
    await question.getByRole("button", { name: "Kiểm tra" }).click();
    assert.equal(await question.locator(".verdict").textContent(), "Đúng.", `${kind} ${at}`);
  }
  assert.equal(await page.locator(".score").last().textContent(), `Đúng ${count} trong ${count} câu đã trả lời.`);
  await questions.first().getByRole("button", { name: "Làm lại" }).click();
  assert.equal(await page.locator(".score").last().textContent(), `Đúng ${count - 1} trong ${count - 1} câu đã trả lời.`);
  await questions.first().getByRole("button", { name: "Kiểm tra" }).click();
  assert.match(await questions.first().locator(".verdict").textContent(), /Mời chọn/);
  assert.deepEqual(wrong, []);
  await context.close();
});

test("cards are turned and followed by keyboard", async () => {
  const { context, page, wrong } = await open(session);
  const card = page.locator(".card");
  const first = await card.locator(".card-ask").textContent();
  await card.focus();
  assert.equal(await card.locator(".card-answer").textContent(), "");
  await page.keyboard.press("Space");
  assert.match(await card.locator(".card-answer").textContent(), /Đáp án/);
  await page.keyboard.press("ArrowRight");
  assert.notEqual(await card.locator(".card-ask").textContent(), first);
  assert.equal(await card.locator(".card-answer").textContent(), "");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await card.locator(".card-ask").textContent(), first);
  assert.match(await page.locator(".card-place").textContent(), /^Thẻ 1 trong 15$/);
  assert.deepEqual(wrong, []);
  await context.close();
});

test("without JavaScript every answer can be read", async () => {
  const { context, page } = await open(session, { javaScriptEnabled: false });
  assert.equal(await page.locator(".cards:visible").count(), 0);
  const answers = page.locator(".answer");
  assert.equal(await answers.count(), 15);
  await answers.first().locator("summary").click();
  assert.ok(await answers.first().locator(".right-answer").isVisible());
  await context.close();
});

test("slides go by key, button, swipe and address; notes are shown; paper has one a page", async () => {
  const { context, page, wrong } = await open(`${session}trinh-chieu.html`, { viewport: desktop, hasTouch: true });
  const shown = () => page.locator(".slide:visible").count();
  const place = () => page.locator(".place").textContent();
  const total = await page.locator(".slide").count();
  assert.equal(await shown(), 1);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("PageDown");
  assert.equal(await place(), `Trang 3 trong ${total}`);
  await page.keyboard.press("n");
  assert.ok(await page.locator(".slide.here .notes").isVisible());
  await page.getByRole("button", { name: "Trang trước" }).click();
  await page.evaluate(() => {
    const touch = (x) => new Touch({ identifier: 1, target: document.body, clientX: x, clientY: 300 });
    dispatchEvent(new TouchEvent("touchstart", { touches: [touch(600)], changedTouches: [touch(600)] }));
    dispatchEvent(new TouchEvent("touchend", { touches: [], changedTouches: [touch(200)] }));
  });
  assert.equal(await place(), `Trang 3 trong ${total}`);
  await page.keyboard.press("End");
  assert.equal(new URL(page.url()).hash, `#${total}`);
  const pages = (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page[^s]/g).length;
  assert.ok(pages >= total && pages <= total + 4, `${pages} pages of ${total} slides`);
  assert.deepEqual(wrong, []);
  const plain = await open(`${session}trinh-chieu.html`, { javaScriptEnabled: false });
  assert.equal(await plain.page.locator(".slide:visible").count(), total);
  await context.close();
  await plain.context.close();
});

test("a note stands beside its clause on a desk and under it on a phone, and never among its words", async () => {
  const place = async (viewport) => {
    const { context, page } = await open("/446-qd-tu/quy-che/dieu-24/", { viewport });
    const note = page.locator("#khoan-2 .margin-note").first();
    const [words, box] = [await page.locator("#khoan-2 [data-text]").first().boundingBox(), await note.boundingBox()];
    assert.equal(await note.getAttribute("data-standing"), "study-note");
    assert.equal(await page.locator("[data-text] .margin-note").count(), 0);
    await note.locator("summary").click();
    assert.ok(await note.locator(".note-facts a").isVisible());
    await context.close();
    return { words, box };
  };
  const wide = await place({ width: 1440, height: 900 });
  assert.ok(wide.box.x > wide.words.x + wide.words.width && wide.box.y < wide.words.y + wide.words.height, JSON.stringify(wide));
  const narrow = await place(phone);
  assert.ok(narrow.box.y >= narrow.words.y + narrow.words.height, JSON.stringify(narrow));
});

test("notes never lie over one another or over the next clause's", async () => {
  for (const path of ["/446-qd-tu/quy-che/dieu-24/", "/446-qd-tu/quy-che/dieu-8/", "/446-qd-tu/quy-che/dieu-5/"]) {
    const { context, page } = await open(path, { viewport: { width: 1440, height: 900 } });
    const boxes = await page.locator(".margin-stack, .words > .margin").evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).filter(({ left }) => left > 800).map(({ top, bottom }) => [top, bottom]));
    assert.ok(boxes.length > 2, path);
    boxes.sort((left, right) => left[0] - right[0]);
    for (let at = 1; at < boxes.length; at += 1) assert.ok(boxes[at][0] >= boxes[at - 1][1] - 1, `${path}: ${boxes[at - 1]} and ${boxes[at]}`);
    await context.close();
  }
});

test("a term tells its meaning by key and by tap, and leads to its page", async () => {
  const { context, page, wrong } = await open("/446-qd-tu/quy-che/dieu-24/", { hasTouch: true });
  const term = page.locator("a.term").first();
  await term.focus();
  assert.ok((await page.locator(".preview-term").textContent()).length > 20);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".preview-term").count(), 0);
  await page.locator("h1").first().click();
  await term.tap();
  assert.equal(await page.locator(".preview-term").count(), 1);
  assert.match(page.url(), /dieu-24/);
  await term.tap();
  await page.waitForURL(/\/thuat-ngu\//);
  assert.ok((await page.locator(".occurrences li").count()) > 0, "a term lists its uses");
  assert.deepEqual(wrong, []);
  await context.close();
});

test("a clause shows its sessions and questions", async () => {
  const { context, page } = await open("/446-qd-tu/quy-che/dieu-24/", { viewport: desktop });
  const links = await page.locator(".beside a[href*='/hoc-tap/']").evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  assert.ok(links.some((link) => link.includes("#cau-")) && links.some((link) => link.endsWith("/")), `${links}`);
  await context.close();
});

/** What a session's page says is right, question by question. */
async function answersOnThePage(path) {
  const { context, page } = await open(path, { viewport: desktop });
  const found = await page.locator(".question").evaluateAll((all) => all.map((question) => {
    const texts = (selector) => [...question.querySelectorAll(selector)].map((one) => one.textContent.trim());
    const rights = [...new Set(texts("select option:not([value=''])"))];
    return {
      kind: question.dataset.kind,
      ask: question.querySelector(".ask").textContent,
      why: question.querySelector(".why").textContent,
      quotes: texts(".rests-on p"),
      right: texts("li[data-right=yes] label > span:last-child"),
      wrong: texts("li[data-right=no] label > span:last-child"),
      pairs: [...question.querySelectorAll("li[data-right]")].filter((place) => place.querySelector("select")).map((place) => [place.querySelector("label > span:nth-child(2)").textContent, rights[place.dataset.right]]),
      accepted: question.querySelector("input[data-accepted]")?.dataset.accepted.split("|") ?? [],
    };
  }));
  await context.close();
  return found;
}

const sessions = ["can-bo-moi", "co-quan-nha-nuoc", "dang-uy-phuong", "mat-tran-va-doan-the"].map((id) => `/hoc-tap/${id}/`);
const sorted = (list) => [...list].sort();

test("the banks of questions, read by parsers that are not ours, hold what the page says is right", async () => {
  let asked = 0;
  for (const path of sessions) {
    const questions = await answersOnThePage(path);
    asked += questions.length;
    const gift = parseGift(file(`${path}cau-hoi.gift.txt`).toString()).filter((one) => one.type !== "Category");
    const types = { single: "MC", multiple: "MC", "true-false": "TF", matching: "Matching", gap: "Short", open: "Essay" };
    assert.deepEqual(gift.map((one) => one.type), questions.map(({ kind }) => types[kind]), path);
    gift.forEach((one, at) => {
      const { kind, ask, why, quotes, right, wrong, pairs, accepted } = questions[at];
      const what = `${path} ${one.title}`;
      // The parser puts spaces around the gap.
      assert.equal(one.stem.text.replace(/\s*_{3,}\s*/, "___"), ask.replace(/\s*___\s*/, "___"), what);
      for (const words of [why, ...quotes]) assert.ok(one.globalFeedback.text.includes(words), `${what} says why: ${words}`);
      if (kind === "true-false") assert.equal(one.isTrue, right[0] === "Đúng", what);
      if (kind === "gap") assert.deepEqual(one.choices.map((choice) => choice.text.text), accepted, what);
      if (kind === "matching") assert.deepEqual(one.matchPairs.map((pair) => [pair.subquestion.text, pair.subanswer]), pairs, what);
      if (types[kind] === "MC") {
        const isRight = (choice) => choice.isCorrect || choice.weight > 0;
        assert.deepEqual(sorted(one.choices.filter(isRight).map((choice) => choice.text.text)), sorted(right), what);
        assert.deepEqual(sorted(one.choices.filter((choice) => !isRight(choice)).map((choice) => choice.text.text)), sorted(wrong), what);
        const whole = one.choices.filter((choice) => choice.weight > 0).reduce((sum, choice) => sum + choice.weight, 0);
        if (kind === "multiple") assert.ok(Math.abs(whole - 100) < 0.01, `${what}: ${whole} %`);
      }
    });
    const anki = parseCsv(file(`${path}the-ghi-nho.txt`).toString().replace(/^#.*\n/gm, ""), { delimiter: "\t" });
    assert.deepEqual(anki.map((card) => card[0].split("\n")[0]), questions.map(({ ask }) => ask));
    anki.forEach(([, back, tags], at) => {
      const { right, pairs, accepted, quotes } = questions[at];
      for (const words of [...right, ...pairs.map((pair) => pair.join(" → ")), ...accepted.slice(0, 1), ...quotes]) assert.ok(back.includes(words), `${path} ${at}: ${words}`);
      assert.ok(tags && !/\s{2}/.test(tags));
    });
    // No published parser reads Aiken; its description leaves no room: a line for the question, lettered answers, ANSWER and a letter.
    const aiken = file(`${path}cau-hoi.aiken.txt`).toString().trim().split(/\n\n/);
    const chosen = questions.filter(({ kind }) => ["single", "true-false"].includes(kind));
    assert.equal(aiken.length, chosen.length);
    aiken.forEach((block, at) => {
      assert.match(block, /^.+\n(?:[A-Z]\. .+\n){2,}ANSWER: [A-Z]$/);
      const lines = block.split("\n");
      assert.equal(lines[0], chosen[at].ask);
      assert.equal(lines.find((line) => line.startsWith(`${block.at(-1)}. `)).slice(3), chosen[at].right[0]);
    });
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(file(`${path}cau-hoi.xlsx`));
    const [sheet] = workbook.worksheets;
    assert.deepEqual(sheet.getColumn(3).values.slice(2), questions.map(({ ask }) => ask));
    questions.forEach(({ right, pairs, accepted, why, quotes }, at) => {
      const row = sheet.getRow(at + 2);
      for (const words of [...right, ...pairs.map((pair) => pair.join(" → ")), ...accepted.slice(0, 1)]) assert.ok(row.getCell(5).text.includes(words), `${path} ${at}: ${words}`);
      assert.equal(row.getCell(6).text, why);
      assert.equal(row.getCell(8).text, quotes.join("\n"));
    });
  }
  assert.equal(asked, 60);
});

test("on a phone who does what is read downwards, and nothing is cut off", async () => {
  const { context, page } = await open(session, { viewport: phone });
  const table = page.locator(".who-does-what").first();
  const { clientWidth, scrollWidth } = await table.locator("xpath=..").evaluate(({ clientWidth, scrollWidth }) => ({ clientWidth, scrollWidth }));
  assert.ok(scrollWidth <= clientWidth, `${scrollWidth} in ${clientWidth}`);
  assert.match(await table.locator("td").first().evaluate((cell) => getComputedStyle(cell, "::before").content), /Ai|Việc/);
  await context.close();
});

test("on a phone the controls of the slides stand in two lines at most", async () => {
  const { context, page } = await open(`${session}trinh-chieu.html`, { viewport: phone });
  const { height } = await page.locator(".controls .place").boundingBox();
  assert.ok(height < 30, `the number of the slide is ${height} high`);
  await context.close();
});

test("the Word files have headings, lists, tables and every part; the handout holds no answer", async () => {
  const read = async (name) => {
    const { value, messages } = await mammoth.convertToHtml({ buffer: file(session + name) }, { includeDefaultStyleMap: true });
    assert.deepEqual(messages.filter((message) => message.type === "error"), []);
    return value;
  };
  const [handout, guide] = [await read("tai-lieu.docx"), await read("giao-an.docx")];
  const count = (html, pattern) => (html.match(pattern) ?? []).length;
  assert.ok(count(guide, /<h1>/g) >= 6 && count(guide, /<table>/g) >= 2 && count(guide, /<li>/g) >= 8, "the guide has its parts");
  assert.ok(guide.includes("Đáp án") && guide.includes("Dành cho báo cáo viên") && guide.includes("Trang chiếu"));
  for (const hidden of ["Đáp án", "Giải thích", "Dành cho báo cáo viên", "Trang chiếu"]) assert.ok(!handout.includes(hidden), hidden);
  assert.ok(handout.includes("Câu 15") && guide.includes("Câu 15"));
});

test("everyone can use it, in light and dark, and nothing stands out of the window", async () => {
  for (const path of [session, `${session}tai-lieu/`, `${session}giao-an/`, `${session}trinh-chieu.html`, "/hoc-tap/", "/thuat-ngu/", "/thuat-ngu/diem-nong/", "/huong-dan/dan-van/diem-nong/", "/huong-dan/chu-de/diem-nong/", "/446-qd-tu/quy-che/dieu-24/"]) {
    for (const [viewport, colorScheme] of [[phone, "light"], [desktop, "dark"]]) {
      const { context, page, wrong } = await open(path, { viewport, colorScheme, bypassCSP: true });
      await everyoneCanUse(page, `${path} ${colorScheme}`);
      assert.deepEqual(wrong, [], path);
      await context.close();
    }
  }
});

test("on paper the guide shows every answer and the handout none", async () => {
  for (const [form, answers] of [["giao-an/", true], ["tai-lieu/", false]]) {
    const { context, page } = await open(session + form, { viewport: desktop });
    await page.emulateMedia({ media: "print" });
    assert.equal((await page.locator(".answer .right-answer:visible, .answer .right-pairs:visible").count()) >= 15, answers, form);
    assert.equal(await page.locator("input:visible, select:visible, button:visible").count(), 0, form);
    await context.close();
  }
});

await run();
