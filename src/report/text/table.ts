import type { CheckResult } from '../../check/check.js';
import { visibleIn } from '../../validation/visible.js';
import { refuseOtherResult } from '../../check/refuse-result.js';
import type { PropertyOutcome } from '../../search/common/outcome.js';
import { stepsOf } from '../../trace/trace.js';
import { isWithoutProperties } from '../../search/common/verdict.js';
import { inColumns } from './columns.js';
import { counted, flow, formatDuration, formatNumber, nothingChecked } from './format.js';
import { plainStyle, type Style } from './style.js';
import { drawn } from './drawn.js';

/** One variant of a system, and the result of its check. */
export interface Variant<State> {
  readonly name: string;
  readonly result: CheckResult<State>;
}

/**
 * Shows a table of variants (rows) and properties (columns). Each property has a letter, explained below the
 * table, so that many columns fit. A violation shows the length of its shortest counterexample.
 *
 * @param given - The rows. Properties are identified by name. A cell is empty if that property was not
 *   checked for the variant.
 * @returns Lines of text, without a line break at the end.
 * @example
 * console.log(table([{ name: 'naive', result }, { name: 'with fencing', result: other }]));
 */
export function table<State>(given: readonly Variant<State>[], style: Style = plainStyle): string {
  return drawn('table', 'a list of variants with a name and the result of a check', () =>
    draw(given, style),
  );
}

function draw<State>(given: readonly Variant<State>[], style: Style): string {
  for (const { name, result } of given) refuseOtherResult(result, `table: ${name}`);
  const variants = visibleIn(given);
  const { colors, symbols } = style;
  const names = [
    ...new Set(variants.flatMap(({ result }) => result.properties.map(({ name }) => name))),
  ];
  const rows = variants.map(({ name, result }) => [
    `${name} `,
    ...names.map((property) => {
      const outcome = result.properties.find((one) => one.name === property);
      return outcome === undefined ? '' : cell(outcome, style);
    }),
    formatNumber(result.distinct) + (result.ended.by === 'complete' ? '' : '+'),
    formatNumber(result.depth),
    formatDuration(result.seconds),
  ]);
  const head = ['', ...names.map((_, index) => letter(index)), 'states', 'depth', 'time'];
  const partly = variants.some(({ result }) => result.ended.by !== 'complete');
  return [
    ...inColumns([head, ...rows], 1, (column) => column > names.length),
    '',
    ...names.map((name, index) => {
      const sign = letter(index);
      return `${colors.bold(sign)}  ${flow(name, style, sign.length + 2)}`;
    }),
    '',
    flow(
      [
        `${symbols.holds} holds`,
        ...violatedKey(lengthsIn(variants), symbols.violated, areShortest(variants)),
        `${symbols.undecided} undecided`,
        ...(partly ? ['+ not all was explored'] : []),
      ].join(', '),
      style,
    ),
    ...uncheckedIn(variants).map((name) => flow(`${name}: ${nothingChecked}`, style)),
  ].join('\n');
}

/** The length of each counterexample in a table, in its order; undefined for one without a trace. */
export function lengthsIn<State>(variants: readonly Variant<State>[]): (number | undefined)[] {
  return variants.flatMap(({ result }) =>
    result.properties.flatMap((one) =>
      one.verdict === 'violated' ? [one.trace && stepsOf(one.trace)] : [],
    ),
  );
}

/** Whether the counterexamples in a table are shortest ones. Those of programs need not be. */
export const areShortest = <State>(variants: readonly Variant<State>[]): boolean =>
  variants.every(({ result }) => result.program === undefined);

/**
 * The entry for violations in the key of a table. It uses one violation of the table as its example.
 *
 * @param lengths - The lengths of the counterexamples in the table; undefined for one without a trace.
 * @param sign - The sign of a violation, before its length.
 * @param isShortest - Whether each counterexample is a shortest one.
 * @returns Nothing if there is no violation.
 */
export function violatedKey(
  lengths: readonly (number | undefined)[],
  sign: string,
  isShortest = true,
): string[] {
  const length = lengths.find((one) => one !== undefined);
  if (length !== undefined) {
    const least = isShortest ? ' at least' : '';
    return [`${sign}${length} violated in ${counted(length, 'step')}${least}`];
  }
  return lengths.length === 0 ? [] : [`${sign.trim()} violated`];
}

/** The names of the variants for which no property was checked. */
export function uncheckedIn<State>(variants: readonly Variant<State>[]): string[] {
  return variants
    .filter(({ result }) => isWithoutProperties(result.properties))
    .map(({ name }) => name);
}

function cell<State>(outcome: PropertyOutcome<State>, { colors, symbols }: Style): string {
  switch (outcome.verdict) {
    case 'holds':
      return colors.green(symbols.holds);
    case 'violated': {
      const steps = outcome.trace === undefined ? '' : String(stepsOf(outcome.trace));
      return colors.red(`${symbols.violated}${steps}`);
    }
    case 'undecided':
      return colors.yellow(symbols.undecided);
  }
}

/** A, B, … Z, AA, AB, … */
export function letter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : `${letter(Math.floor(index / 26) - 1)}${last}`;
}
