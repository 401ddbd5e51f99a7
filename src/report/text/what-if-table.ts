import wrapAnsi from 'wrap-ansi';
import type { Drop, WhatIfResult } from '../../check/what-if.js';
import { visibleIn } from '../../validation/visible.js';
import { stepsOf } from '../../trace/trace.js';
import { inColumns } from './columns.js';
import { counted, flow, formatNumber, widthOf } from './format.js';
import { plainStyle, type Style } from './style.js';
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
  const states = drops.map(
    ({ effect, result }) => formatNumber(result.distinct) + (effect === 'undecided' ? '+' : ''),
  );
  const before = widthOf(['without', ...names]) + widthOf(['states', ...states]) + 2 * gap;
  const rows = drops.map((drop, index) => {
    const says = wrapAnsi(noticedBy(drop), Math.max(columns - before, narrowest), { hard: true });
    const shown = drop.effect === 'noticed' ? says : says.replace(/.+/g, colors.yellow);
    return [names[index] ?? '', states[index] ?? '', shown];
  });
  return [
    flow(
      `${colors.bold(base.model)}, as it is: ${counted(base.distinct, 'state')}, ${base.verdict}`,
      style,
    ),
    '',
    ...inColumns([['without', 'states', 'noticed by'], ...rows], gap, (column) => column === 1),
  ].join('\n');
}

/** The spaces between two columns. */
const gap = 2;

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
