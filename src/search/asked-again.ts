/** Asks each property once more at the end of its trace, when the search is over. */
import { impureProperty } from '../engine/impure.js';
import { supervised } from '../model/supervised.js';
import type { FiniteProperty, Property } from '../property/property.js';
import { answersAtEnd } from '../trace/judge.js';
import type { PropertyOutcome } from './outcome.js';

/**
 * Refuses a property that gives another answer now than when the search asked it: its counterexample would show
 * nothing.
 *
 * @param limit - The user's limit on time, in seconds.
 * @throws ModelError that names the property.
 */
export function refuseOtherAnswers<State>(
  properties: readonly Property<State>[],
  outcomes: readonly PropertyOutcome<State>[],
  limit: number | undefined,
): void {
  const decided = outcomes.flatMap(({ name, trace }) => {
    const property = properties.find((one) => one.name === name && one.kind !== 'temporal');
    // A step that throws has its error at the end of its trace.
    if (property === undefined || trace === undefined || trace.failed !== undefined) return [];
    return [{ property: property as FiniteProperty<State>, trace }];
  });
  if (decided.length === 0) return;
  const other = supervised(
    () => decided.find(({ property, trace }) => !answersAtEnd(property, trace)),
    limit,
  );
  if (other !== undefined) throw impureProperty(other.property.name);
}
