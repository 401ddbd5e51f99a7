/**
 * `small.ts ROW SEARCHER`: how many milliseconds a search of a small row takes, the first one of a
 * process and a later one. Prints one line of JSON.
 */
import { explore } from './searcher.js';
import { smallRowNamed } from './small-rows.js';

const [row = '', searcher = ''] = process.argv.slice(2);
const { subject } = smallRowNamed(row);

/** How many searches there are, unless they take longer than so many milliseconds in all. */
const most = 300;
const fewest = 9;
const longest = 10_000;

const times: number[] = [];
const measure = async () => {
  // A new model each time: what a search has learnt about one model must not help with the next.
  const model = subject();
  const started = performance.now();
  const { distinct, generated } = await explore(searcher, model, 1);
  times.push(performance.now() - started);
  return { distinct, generated };
};

const begun = performance.now();
const counts = await measure();
while (times.length < fewest || (times.length < most && performance.now() - begun < longest)) {
  await measure();
}
const later = times.slice(-Math.ceil(times.length / 3)).sort((a, b) => a - b);
const warm = later[Math.floor(later.length / 2)];
console.log(JSON.stringify({ ...counts, cold: times[0], warm }));
