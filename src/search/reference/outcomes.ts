import { coverageOf, type StepCoverage } from '../../analysis/coverage.js';
import { stepsOf } from '../../model/compile.js';
import type { Model } from '../../model/model.js';
import type { FiniteProperty } from '../../property/property.js';
import type { Collector } from '../counterexamples/collector.js';
import type { Explored } from '../common/explored.js';
import { outcomeOf, outcomeOfStep, type PropertyOutcome } from '../common/outcome.js';
import { because, becauseUnmet, isBlind, withVacuity, type Conditions } from '../common/vacuity.js';
import type { AskedProperties } from './asked-properties.js';

/** What a search was asked, and what it found. */
interface Searched<State> {
  readonly model: Model<State>;
  readonly properties: readonly FiniteProperty<State>[];
  readonly conditions: Conditions<State>;
  readonly asked: AskedProperties<State>;
  readonly collector: Collector<State> | undefined;
}

/** The outcomes of the properties, and then those of the steps that threw. */
export function outcomesOf<State>(
  { model, properties, conditions, asked, collector }: Searched<State>,
  explored: Explored,
): PropertyOutcome<State>[] {
  const { violated, reached, stepErrors } = asked;
  const ofProperties = properties.map((property) => {
    const condition = conditions.get(property);
    const own = outcomeOf(property, explored, violated.get(property), reached.get(property));
    return withVacuity(collector?.shown(property, own) ?? own, [
      [() => condition !== undefined && !reached.has(condition), becauseUnmet(property, explored)],
      [() => property.kind === 'invariant' && isBlind(property, model.initial), because.blind],
    ]);
  });
  const ofSteps = [...stepErrors].map(([name, found]) => outcomeOfStep(name, found));
  return [...ofProperties, ...ofSteps];
}

/** How often each step can be taken in the states of a complete search. */
export function coverageIn<State>(
  model: Model<State>,
  states: readonly State[],
): readonly StepCoverage[] {
  const stateAt = (number: number) => states[number] as State;
  return coverageOf({
    model,
    steps: stepsOf(model) ?? [],
    states: states.length,
    stateAt,
    actionsAt: (number) => model.actions(stateAt(number)),
  });
}
