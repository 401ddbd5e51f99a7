/**
 * `small.ts WHO`: how many milliseconds a check of a hundred states takes, the first one of a
 * process and a later one. Prints one line of JSON.
 */
import { engine, reference } from './engine.js';
import { small } from './rows.js';

const search = process.argv[2] === 'engine' ? engine.search : reference;
const times: number[] = [];
for (let round = 0; round < 300; round++) {
  // A new model each time: what a search has learnt about one model must not help with the next.
  const subject = small();
  const started = performance.now();
  await subject.explore(search, 1);
  times.push(performance.now() - started);
}
const later = times.slice(-100).sort((a, b) => a - b);
console.log(JSON.stringify({ first: times[0], warm: later[50] }));
