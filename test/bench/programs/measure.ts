/**
 * `measure.ts ROW HOW`: one search of a program with a reduction, or the runs until a race shows. Prints one line of
 * JSON.
 */
import { choosers, raceRows } from './races.js';
import { programRows, reductions } from './rows.js';

const [name = '', given = ''] = process.argv.slice(2);

/** One of some words. */
function word<Word extends string>(words: readonly Word[]): Word {
  const found = words.find((one) => one === given);
  if (found === undefined) throw new RangeError(`There is no way ${given}.`);
  return found;
}

const row = programRows.find((one) => one.name === name);
const race = raceRows.find((one) => one.name === name);
if (row === undefined && race === undefined) throw new RangeError(`There is no row ${name}.`);
console.log(JSON.stringify(await (row?.run(word(reductions)) ?? race?.run(word(choosers)))));
