/** Variants of a system in tests: what they are called, and what is violated, in one line. */
import { expect, test } from 'vitest';
import {
  check,
  type FairnessOption,
  type Property,
  type PropertyOutcome,
  type System,
} from 'allways';

/** The safeguards that are on, as a name. */
export const nameOf = (on: readonly string[]) => on.join(' + ') || 'no safeguard';

/**
 * What does not hold, each with the steps of its counterexample; a lasso also with the state that it goes
 * back to, the same number where all stops there.
 *
 * @param names - What to call the properties, in their order.
 */
export function violations<State>(
  outcomes: readonly PropertyOutcome<State>[],
  names: readonly string[],
): string {
  return outcomes
    .flatMap(({ verdict, trace }, index) => {
      if (verdict === 'holds') return [];
      const name = names[index] ?? '';
      if (verdict === 'undecided') return [`${name} undecided`];
      if (trace === undefined) return [name];
      const lasso = trace.lasso === undefined ? '' : `:${trace.lasso.from}`;
      return [`${name} ${trace.actions.length}${lasso}`];
    })
    .join(', ');
}

/** A variant, what is violated, and how many distinct states there are. */
export type Row<Name extends string> = [on: Name[], violated: string, distinct: number];

/**
 * What tests ask of the variants of a system.
 *
 * @param names - What to call the properties, in their order.
 * @param options - Those of each test.
 */
export function variantsOf<State, Name extends string, Parameters>(
  system: System<State, Name, Parameters>,
  properties: readonly Property<State>[],
  names: readonly string[],
  options: { readonly timeout?: number } = {},
) {
  /** What is violated, each with its shortest length, a lasso also with where it goes back to. */
  const violated = async (
    on: readonly Name[],
    parameters: Partial<Parameters> = {},
    fairness: FairnessOption = 'weak',
  ): Promise<[violated: string, distinct: number]> => {
    const found = await check(system.with(on, parameters), properties, { fairness });
    return [violations(found.properties, names), found.distinct];
  };
  /** A test for each row. */
  const testRows = (
    rows: readonly Row<Name>[],
    parameters?: Partial<Parameters>,
    fairness?: FairnessOption,
  ): void => {
    test.each(rows.map((row) => [nameOf(row[0]), ...row] as const))(
      '%s',
      options,
      async (_, on, found, distinct) => {
        expect(await violated(on, parameters, fairness)).toEqual([found, distinct]);
      },
    );
  };
  return { violated, testRows };
}
