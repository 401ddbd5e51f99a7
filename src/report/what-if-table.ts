import Table from 'cli-table3';
import wrapAnsi from 'wrap-ansi';
import type { Drop, WhatIfResult } from '../check/what-if.js';
import { visibleIn } from '../model/visible.js';
import { stepsOf } from '../trace/trace.js';
import { counted, flow, formatNumber } from './format.js';
import { plainStyle, type Style } from './style.js';
import { borderless } from './table.js';
import { drawn } from './drawn.js';

/**
 * Shows the result of `whatIf` as a table: which properties notice that a guard or safeguard is left out.
 *
 * @returns Lines of text, without a line break at the end.
 * @example
 * console.log(whatIfTable(await whatIf(dns.with(['fencing']), dnsSafety, { system: dns })));
 */
export function whatIfTable<State>(result: WhatIfResult<State>, style: Style = plainStyle): string {
  return drawn('whatIfTable', 'what whatIf answered, as it is', () => draw(result, style));
}

function draw<State>(result: WhatIfResult<State>, style: Style): string {
  const { base, drops } = visibleIn(result);
  const { colors, columns } = style;
  const names = drops.map(({ kind, dropped }) =>
    kind === 'guard' ? `guard of ${dropped}` : dropped,
  );
  const first = Math.max(...names.map((name) => name.length), 'without'.length) + 2;
  const second =
    Math.max(...drops.map(({ result }) => formatNumber(result.distinct).length + 1), 6) + 2;
  const third = Math.max(columns - first - second, narrowest);
  const grid = new Table({
    colWidths: [first, second, third],
    head: ['without', 'states', 'noticed by'],
    colAligns: ['left', 'right', 'left'],
    chars: borderless,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2, compact: true },
  });
  for (const [index, drop] of drops.entries()) {
    // The table would break a long word inside a character.
    const says = wrapAnsi(noticedBy(drop), third - 2, { hard: true });
    grid.push([
      names[index],
      formatNumber(drop.result.distinct) + (drop.effect === 'undecided' ? '+' : ''),
      drop.effect === 'noticed' ? says : colors.yellow(says),
    ]);
  }
  const lines = grid.toString().split('\n');
  return [
    flow(
      `${colors.bold(base.model)}, as it is: ${counted(base.distinct, 'state')}, ${base.verdict}`,
      style,
    ),
    '',
    ...lines.map((line) => line.trimEnd()),
  ].join('\n');
}

/** The fewest columns for the last column. */
const narrowest = 30;

function noticedBy<State>({ effect, noticed }: Drop<State>): string {
  switch (effect) {
    case 'noticed':
      return noticed
        .map((one) => {
          const trace = one.verdict === 'undecided' ? undefined : one.trace;
          return trace === undefined ? one.name : `${one.name} (${stepsOf(trace)})`;
        })
        .join('; ');
    case 'unnoticed':
      return 'none: untested';
    case 'dead':
      return 'none: nothing else happens';
    case 'undecided':
      return 'none, as far as it was explored';
  }
}
