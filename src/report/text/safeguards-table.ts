import type { Comparison, Sufficient, Violation } from '../../check/compare/comparison.js';
import { visibleIn } from '../../validation/visible.js';
import { counted, flow, formatDuration, formatNumber } from './format.js';
import { explainUndecided } from './endings.js';
import { neverReadLines } from './report.js';
import { staircase } from './staircase.js';
import { plainStyle, type Style } from './style.js';
import { violatedKey } from './table.js';
import { drawn } from './drawn.js';

/** The most undecided sets that are listed. The others are only counted. */
const mostUndecided = 12;

/**
 * Shows the result of `compareSafeguards`: a column for each safeguard, and a line for each set that is
 * enough; then the largest sets that are not enough, with all that each violates; then the undecided sets,
 * each with the reason why its search ended.
 *
 * @param given - The result of `compareSafeguards`.
 * @returns Lines of text, without a line break at the end.
 * @example
 * console.log(safeguardsTable(await compareSafeguards(dns, dnsSafety)));
 */
export function safeguardsTable<State, Name extends string>(
  given: Comparison<State, Name>,
  style: Style = plainStyle,
): string {
  return drawn('safeguardsTable', 'what compareSafeguards answered, as it is', () =>
    draw(given, style),
  );
}

function draw<State, Name extends string>(given: Comparison<State, Name>, style: Style): string {
  const comparison = visibleIn(given);
  const { safeguards, properties, together, sets, complete, neverRead, figures } = comparison;
  const { colors, symbols } = style;
  const parts = properties.length > 1 ? [together, ...properties] : properties;
  const searched =
    `All ${formatNumber(sets)} sets: ${counted(figures.distinct, 'distinct state')}, ` +
    `${counted(figures.behaviours, 'set')} told apart, ${formatNumber(figures.searched)} searched alone, ` +
    `${formatDuration(figures.seconds)}.`;
  const lengths = parts.flatMap(({ maximal }) => maximal.map(({ steps }) => steps));
  return [
    ...staircase(safeguards, 2, style),
    ...section('Enough:', parts, enoughFor, comparison, style),
    ...section('Not enough, and no larger set is:', parts, notEnoughFor, comparison, style),
    ...undecidedLines(parts, comparison, style),
    ...[
      [
        `${symbols.step} on, ${symbols.separator} off, blank: never matters there`,
        ...violatedKey(lengths, symbols.violated),
      ].join('; '),
      ...harmLines(parts, style),
      ...neverReadLines(neverRead),
      ...(complete ? [] : [colors.yellow('Not all sets were decided.')]),
      colors.dim(searched),
    ].map((one) => flow(one, style)),
  ].join('\n');
}

/** A line of the table: a set, and a text about it. */
interface SetRow {
  /** Undefined if the line is not about one set. */
  readonly on: readonly string[] | undefined;
  /** The safeguards that make no difference in this line. */
  readonly idle: readonly string[];
  readonly says: string;
}

/** A titled part of the table, with an empty line after it; nothing if it has no lines. */
function section<State, Name extends string>(
  title: string,
  parts: readonly Sufficient<State, Name>[],
  linesOf: (
    part: Sufficient<State, Name>,
    style: Style,
    comparison: Comparison<State, Name>,
  ) => readonly SetRow[],
  comparison: Comparison<State, Name>,
  style: Style,
): string[] {
  const { colors, symbols } = style;
  const lines = parts.flatMap((part) =>
    linesOf(part, style, comparison).map(({ on, idle, says }) => {
      const cells = comparison.safeguards.map((one) => {
        if (on === undefined || idle.includes(one)) return ' ';
        return on.includes(one) ? colors.green(symbols.step) : colors.dim(symbols.separator);
      });
      const drawn = `  ${cells.join(' ')}  `;
      return `${drawn}${flow(says, style, 2 * comparison.safeguards.length + 3)}`;
    }),
  );
  return lines.length === 0 ? [] : [colors.bold(title), ...lines, ''];
}

/**
 * The safeguards that do not change which properties a set violates. A safeguard may not matter for whether
 * all properties hold together, and may still change which of them is violated.
 */
export function idleForViolations<State, Name extends string>(
  part: Sufficient<State, Name>,
  { properties }: Comparison<State, Name>,
): readonly Name[] {
  if (part.property !== undefined) return part.idle;
  return part.idle.filter((name) => properties.every(({ idle }) => idle.includes(name)));
}

const nameOf = ({ property }: { readonly property?: string }) => property ?? 'all together';

function enoughFor<State, Name extends string>(
  part: Sufficient<State, Name>,
  { colors, symbols }: Style,
): readonly SetRow[] {
  const name = nameOf(part);
  if (part.minimal.length === 0) {
    const isUnknown = part.counts.undecided > 0;
    const says = isUnknown
      ? colors.yellow(`${symbols.undecided} ${name}: no set is known to be`)
      : colors.red(`${symbols.violated} ${name}: no set is`);
    return [{ on: undefined, idle: [], says }];
  }
  return part.minimal.map(({ on }, index) => ({
    on,
    idle: part.idle,
    says: index === 0 ? name : colors.dim('or'),
  }));
}

function notEnoughFor<State, Name extends string>(
  part: Sufficient<State, Name>,
  { colors, symbols }: Style,
  comparison: Comparison<State, Name>,
): readonly SetRow[] {
  const idle = idleForViolations(part, comparison);
  const columns = Math.max(...part.maximal.map(({ steps }) => String(steps ?? '').length), 0);
  return part.maximal.map(({ on, steps, violations }) => {
    const length = `${symbols.violated}${String(steps ?? '').padEnd(columns)}`;
    const broken = part.property === undefined ? `: ${inWords(violations)}` : '';
    return { on, idle, says: `${colors.red(length)} ${nameOf(part)}${broken}` };
  });
}

/** All that a set violates. The line already shows the length of the first counterexample before it. */
function inWords(violations: readonly Violation[]): string {
  return violations
    .map(({ violated, steps }, index) =>
      index === 0 || steps === undefined ? violated : `${violated} (${steps})`,
    )
    .join('; ');
}

/** The undecided sets; only the first ones if there are many. */
function undecidedLines<State, Name extends string>(
  parts: readonly Sufficient<State, Name>[],
  comparison: Comparison<State, Name>,
  style: Style,
): string[] {
  if (parts.every(({ undecided }) => undecided.length === 0)) return [];
  const { colors, symbols } = style;
  const linesOf = (part: Sufficient<State, Name>): SetRow[] => {
    const shown = part.undecided.slice(0, mostUndecided).map((set) => ({
      on: set.on,
      idle: [],
      says: `${colors.yellow(symbols.undecided)} ${nameOf(part)}: ${explainUndecided(set)}`,
    }));
    const more = part.undecided.length - shown.length;
    const last = {
      on: undefined,
      idle: [],
      says: `${nameOf(part)}: and ${formatNumber(more)} more`,
    };
    return more === 0 ? shown : [...shown, last];
  };
  return section('Undecided:', parts, linesOf, comparison, style);
}

/** The safeguards that never matter, and those that do harm, in sentences. */
function harmLines<State, Name extends string>(
  parts: readonly Sufficient<State, Name>[],
  { colors }: Style,
): string[] {
  const idle = (parts[0]?.idle ?? []).filter((name) =>
    parts.every((part) => part.idle.includes(name)),
  );
  const harms = parts.flatMap(({ property, harmful }) => {
    // A safeguard that breaks all properties together is listed with the property that it breaks.
    if (property === undefined) return [];
    return harmful.map(({ safeguard, added }) => {
      const to = added.length === 0 ? 'nothing else' : added.join(' + ');
      return colors.yellow(`Does harm: ${safeguard}, added to ${to}, breaks "${property}".`);
    });
  });
  return [...(idle.length === 0 ? [] : [`Never matters: ${idle.join(', ')}.`]), ...harms];
}
