// What axe finds wrong with a page.
import assert from "node:assert/strict";

import axe from "axe-core";

/** The rules that ask for colours. */
export const COLOURS = ["color-contrast", "link-in-text-block"];

/** What axe finds wrong with the page in a window, by all rules or by those named: each as its rule, how grave it is and the element. The page's
 * policy must let a debugger in, or have been bypassed. Only these cross over from the browser: what axe says of all that is right is many
 * times the page. */
export async function faults(page, rules) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const { looked, found } = await page.evaluate(async (rules) => {
    const { passes, violations } = await window.axe.run({ resultTypes: ["violations"], ...(rules && { runOnly: rules }) });
    const found = violations.flatMap(({ id, impact, nodes }) => nodes.map(({ html }) => ({ id, impact, html })));
    return { looked: passes.length + violations.length, found };
  }, rules);
  assert.ok(looked > (rules ? 0 : 20), `${looked} rules were looked at`);
  return found;
}
