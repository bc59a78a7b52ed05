// The cases that a suite collects, and how they end. $ONLY is a part of the names of the cases to run.
const cases = [];

/** A case; `$ONLY` chooses those whose names hold it. */
export const test = (name, run) => { if (name.includes(process.env.ONLY ?? "")) cases.push([name, run]); };

/** Runs the cases in their order, whatever became of those before; whether all passed. */
export async function passed() {
  let failed = 0;
  for (const [name, run] of cases) {
    const start = performance.now();
    try {
      await run();
      console.log(`ok   ${name} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
    } catch (error) {
      failed += 1;
      console.error(`FAIL ${name}\n${error.stack}`);
    }
  }
  console.log(`${cases.length - failed} passed, ${failed} failed`);
  return failed === 0;
}
