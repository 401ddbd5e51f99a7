/** Changes what the predicates of a property answer. */
import type { Answer, FiniteProperty, Property, TransitionProperty } from './property.js';

/** How predicates change. */
export interface PredicateChange<State> {
  /** Makes another predicate of a state from the given one. */
  readonly ofState: (ask: (state: State) => Answer) => (state: State) => Answer;
  /** Makes another predicate of a step from the given one. */
  readonly ofStep: (ask: TransitionProperty<State>['holds']) => TransitionProperty<State>['holds'];
}

/** The same property with other predicates. */
export function withPredicates<State>(
  property: FiniteProperty<State>,
  { ofState, ofStep }: PredicateChange<State>,
): FiniteProperty<State> {
  switch (property.kind) {
    case 'invariant': {
      const { condition } = property;
      const holds = ofState(property.holds);
      return { ...property, holds, ...(condition && { condition: ofState(condition) }) };
    }
    case 'transition': {
      const { refinement } = property;
      const holds = ofStep(property.holds);
      if (refinement === undefined) return { ...property, holds };
      const initially = ofState(refinement.initially);
      const stutters = ofStep(refinement.stutters);
      return { ...property, holds, refinement: { ...refinement, initially, stutters } };
    }
    case 'reachable':
      return { ...property, holds: ofState(property.holds) };
    case 'deadlock':
      return { ...property, fineToStop: ofState(property.fineToStop) };
  }
}

/** The same, for a property of any kind. */
export function withAllPredicates<State>(
  property: Property<State>,
  change: PredicateChange<State>,
): Property<State> {
  if (property.kind !== 'temporal') return withPredicates(property, change);
  const [first, ...others] = property.predicates;
  return {
    ...property,
    predicates: [change.ofState(first), ...others.map((one) => change.ofState(one))],
  };
}
