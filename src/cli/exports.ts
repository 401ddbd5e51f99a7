/** The exports of a module that the command can use: models, systems, programs and properties. */
import { ModelError } from '../validation/errors.js';
import { describeGiven, listed } from '../validation/refuse.js';
import { whileNamed } from '../model/supervised.js';
import { isAnyProperty, isAnySubject } from './kinds.js';
import { refuseMissed } from './missed.js';

/** Everything that a module exports, by name. */
export type Exported = Readonly<Record<string, unknown>>;

/**
 * The exports of a kind that a module has: those of its default export if it holds any, else those of
 * all exports, by the order of their names. A list counts as its elements.
 *
 * @param file - The module, as an error names it.
 * @throws ModelError if a list has such things and also something that is none that the command knows, or if
 *   an export is nearly one, or holds one. Without the error, the command would silently leave out what the user meant.
 */
export function exportsIn<Kind>(
  exported: Exported,
  is: (value: unknown) => value is Kind,
  file: string,
): Kind[] {
  // An export can be an object of the user's own class, whose code runs when it is looked at.
  return whileNamed(`${file}: a look at its exports`, () => lookThrough(exported, is, file));
}

function lookThrough<Kind>(
  exported: Exported,
  is: (value: unknown) => value is Kind,
  file: string,
): Kind[] {
  const of = (name: string): Kind[] => {
    const value = exported[name];
    const list = listed(value);
    if (list === undefined) return is(value) ? [value] : [];
    const found = list.filter(is);
    if (found.length > 0) refuseOthers(list, `${file}: ${name}`);
    return found;
  };
  const chosen = of('default');
  if (chosen.length > 0) return [...new Set(chosen)];
  const names = Object.keys(exported).sort();
  const all = new Set(names.flatMap(of));
  const isMissed = (value: unknown): boolean => is(value) && !all.has(value);
  for (const name of names) refuseMissed(exported[name], `${file}: ${name}`, isMissed);
  return [...all];
}

/** Refuses a list that has an element that the command cannot use. */
function refuseOthers(list: readonly unknown[], where: string): void {
  const at = list.findIndex((one) => !isAnyProperty(one) && !isAnySubject(one));
  if (at === -1) return;
  const kind = list.some(isAnySubject) ? 'models' : 'properties';
  const wanted = kind === 'models' ? 'a model' : 'a property';
  throw new ModelError(
    `${where}[${at}] is ${describeGiven(list[at])}, in a list of ${kind}; make it ${wanted}, or leave it out.`,
  );
}

/** The most exports that a message shows. */
const most = 6;

/** What a module exports, for a message: `names is a list, small is a function`; empty if nothing. */
export function describeExports(exported: Exported): string {
  const names = Object.keys(exported)
    .filter((name) => name !== '__esModule' && name !== 'module.exports')
    .sort();
  const shown = names.slice(0, most).map((name) => `${name} is ${describe(exported[name])}`);
  const left = names.length - shown.length;
  return shown.join(', ') + (left > 0 ? ` and ${left} more` : '');
}

function describe(value: unknown): string {
  if (isAnyProperty(value)) return 'a property';
  return listed(value)?.length === 0 ? 'an empty list' : describeGiven(value);
}
