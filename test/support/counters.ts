/** One small system in the kinds of modules that there are, for tests of what loads modules. */
import type { Ended } from './programs.js';

/** How a module imports and exports; `whole` gives all exports as one value that Node cannot look into. */
export type Syntax = 'import' | 'require' | 'whole';

/** A module that takes `names` from `from` and exports `exported`. */
function moduleOf(
  syntax: Syntax,
  from: string,
  names: string,
  body: string,
  exported: string,
): string {
  if (syntax === 'import')
    return `import { ${names} } from '${from}';\n${body}\nexport { ${exported} };\n`;
  const whole =
    syntax === 'whole' ? `Object.fromEntries(Object.entries({ ${exported} }))` : `{ ${exported} }`;
  return `const { ${names} } = require('${from}');\n${body}\nmodule.exports = ${whole};\n`;
}

/** Four counters, so many states that the search remembers steps. */
export const countersIn = (syntax: Syntax, from = 'allways'): string =>
  moduleOf(
    syntax,
    from,
    'actor, clock, defineModel',
    `
const counter = (name) =>
  actor(name, { up: { when: (s) => s[name] < 5, then: (s) => { s[name]++; } } });
const time = clock({ bound: 2, tick: (s, older) => { s.age = older(s.age); } });
const counters = defineModel({
  name: 'counters',
  initial: { a: 0, b: 0, c: 0, age: 0 },
  actors: [...['a', 'b', 'c'].map(counter), time],
});`,
    'counters',
  );

/** What must hold of the counters, and what does not. */
export const propertiesIn = (syntax: Syntax): string =>
  moduleOf(
    syntax,
    'allways',
    'eventually, invariant',
    `
const low = invariant('low', (s) => s.a + s.b + s.c < 14);
const counted = eventually('all is counted', (s) => s.a === 5);`,
    'low, counted',
  );

/** A model whose guard is wrong: a mistake of its author that ends a check with one sentence. */
export const mistakenIn = (syntax: Syntax): string =>
  countersIn(syntax).replace('s[name] < 5,', 's.b + s.c === 3 ? 1 : s[name] < 5,');

/** That sentence. */
export const mistake = 'when answered a number; a guard must answer true or false.';

/** What is the same for one model however it is loaded: no times, no memory of the process. */
export function figuresOf({ stdout, stderr }: Ended): unknown {
  if (stdout === '') return stderr;
  const { seconds, memory, figures, ...result } = JSON.parse(stdout) as Record<string, unknown>;
  // The engine repeats a step to see whether it is pure, less often on a slow machine. Those runs count.
  const { ran, ...others } = Object(figures) as Record<string, unknown>;
  const areNumbers = [seconds, memory, ran].every((one) => typeof one === 'number');
  return areNumbers ? { ...result, figures: others } : stdout;
}
