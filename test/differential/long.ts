/**
 * The engine against the reference, for as long as you like:
 *
 *     node --import tsx test/differential/long.ts --runs 100000 --seed 1
 *
 * A case that they differ on is printed in shrunk form, with what repeats it.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { agree, nestedCase, smallCase } from '../support/engine.js';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
  },
});
const runs = Number(values.runs);
const seed = Number(values.seed);
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
  throw new RangeError('--runs and --seed take whole numbers.');
}

const properties = 4;
const limited = true;
const bounded = true;
const cases = fc.oneof(
  { weight: 4, arbitrary: nestedCase({ properties }) },
  { weight: 4, arbitrary: nestedCase({ properties: 0 }) },
  { weight: 2, arbitrary: nestedCase({ properties, limited }) },
  { weight: 2, arbitrary: smallCase({ properties }) },
  { weight: 1, arbitrary: smallCase({ properties: 0 }) },
  { weight: 1, arbitrary: smallCase({ properties, limited }) },
  { weight: 2, arbitrary: smallCase({ properties, bounded }) },
  { weight: 1, arbitrary: smallCase({ properties, limited, bounded }) },
);

// Each batch has a seed of its own, so that one that fails is repeated alone.
const batch = 500;
const started = performance.now();
process.stdout.write(`${runs} runs, seed ${seed}\n`);
for (let done = 0; done < runs; done += batch) {
  const numRuns = Math.min(batch, runs - done);
  const ofBatch = seed + done / batch;
  const result = await fc.check(fc.asyncProperty(cases, agree), { seed: ofBatch, numRuns });
  if (result.failed) {
    const error = result.errorInstance;
    process.stdout.write(
      [
        `They differ, after ${done + result.numRuns} runs and ${result.numShrinks} shrinks:`,
        ...(result.counterexample ?? []).map((one) => fc.stringify(one)),
        error instanceof Error ? error.message : String(error),
        `To repeat: --runs ${numRuns} --seed ${ofBatch}`,
        '',
      ].join('\n\n'),
    );
    process.exit(1);
  }
  const seconds = Math.round((performance.now() - started) / 1000);
  process.stdout.write(`${done + numRuns} of ${runs}, ${seconds} s, seed ${ofBatch}\n`);
}
process.stdout.write('They agree.\n');
