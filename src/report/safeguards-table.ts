import type { Comparison, Sufficient } from '../check/comparison.js';
import { counted, formatDuration, formatNumber } from './format.js';
import { staircase } from './staircase.js';
import { plainStyle, type Style } from './style.js';

/**
 * What `compareSafeguards` found: a column for each safeguard, a line for each set that is enough;
 * then the largest sets that are not.
 *
 * @param comparison - What was found.
 * @returns Lines of text, without a line break at the end.
 * @example
 * console.log(safeguardsTable(await compareSafeguards(dns, dnsSafety)));
 */
export function safeguardsTable<State, Name extends string>(
  comparison: Comparison<State, Name>,
  style: Style = plainStyle,
): string {
  const { safeguards, properties, together, sets, complete, figures } = comparison;
  const { colors, symbols } = style;
  const parts = properties.length > 1 ? [together, ...properties] : properties;
  const searched =
    `All ${formatNumber(sets)} sets: ${counted(figures.distinct, 'distinct state')}, ` +
    `${counted(figures.behaviours, 'set')} told apart, ${figures.searched} searched again alone, ` +
    `${formatDuration(figures.seconds)}.`;
  return [
    ...staircase(safeguards, 2, style),
    ...section('Enough:', parts, enoughFor, comparison, style),
    '',
    ...section('Not enough, and no larger set is:', parts, notEnoughFor, comparison, style),
    '',
    `${symbols.step} on, ${symbols.separator} off, blank: never matters there; ` +
      `${symbols.violated}11 violated in 11 steps at least`,
    ...harmLines(parts, style),
    ...(complete ? [] : [colors.yellow('Not all sets were decided.')]),
    colors.dim(searched),
  ].join('\n');
}

/** A set on a line of its own, and what is said of it. */
interface Line {
  readonly on: readonly string[];
  readonly says: string;
}

function section<State, Name extends string>(
  title: string,
  parts: readonly Sufficient<State, Name>[],
  linesOf: (part: Sufficient<State, Name>, style: Style) => readonly Line[],
  { safeguards }: Comparison<State, Name>,
  style: Style,
): string[] {
  const { colors, symbols } = style;
  const lines = parts.flatMap((part) =>
    linesOf(part, style).map(({ on, says }) => {
      const cells = safeguards.map((one) => {
        if (part.idle.includes(one)) return ' ';
        return on.includes(one) ? colors.green(symbols.step) : colors.dim(symbols.separator);
      });
      return `  ${cells.join(' ')}  ${says}`;
    }),
  );
  return [colors.bold(title), ...lines];
}

const nameOf = ({ property }: { readonly property?: string }) => property ?? 'all together';

function enoughFor<State, Name extends string>(
  part: Sufficient<State, Name>,
  { colors, symbols }: Style,
): readonly Line[] {
  const name = nameOf(part);
  if (part.minimal.length === 0) {
    const isUnknown = part.counts.undecided > 0;
    const says = isUnknown
      ? colors.yellow(`${symbols.undecided} ${name}: no set is known to be`)
      : colors.red(`${symbols.violated} ${name}: no set is`);
    return [{ on: [], says }];
  }
  return part.minimal.map(({ on }, index) => ({ on, says: index === 0 ? name : colors.dim('or') }));
}

function notEnoughFor<State, Name extends string>(
  part: Sufficient<State, Name>,
  { colors, symbols }: Style,
): readonly Line[] {
  const columns = Math.max(...part.maximal.map(({ steps }) => String(steps ?? '').length), 0);
  return part.maximal.map(({ on, steps, violated }) => {
    const length = `${symbols.violated}${String(steps ?? '').padEnd(columns)}`;
    // Of all together it is worth telling which one is broken.
    const broken = part.property === undefined ? `: ${violated}` : '';
    return { on, says: `${colors.red(length)} ${nameOf(part)}${broken}` };
  });
}

/** What never matters, and what does harm, in sentences. */
function harmLines<State, Name extends string>(
  parts: readonly Sufficient<State, Name>[],
  { colors }: Style,
): string[] {
  const idle = (parts[0]?.idle ?? []).filter((name) =>
    parts.every((part) => part.idle.includes(name)),
  );
  const harms = parts.flatMap(({ property, harmful }) => {
    // What breaks all together is told of the property that it breaks.
    if (property === undefined) return [];
    return harmful.map(({ safeguard, added }) => {
      const to = added.length === 0 ? 'nothing else' : added.join(' + ');
      return colors.yellow(`Does harm: ${safeguard}, added to ${to}, breaks "${property}".`);
    });
  });
  return [...(idle.length === 0 ? [] : [`Never matters: ${idle.join(', ')}.`]), ...harms];
}
