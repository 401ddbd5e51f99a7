/** The state constraint of a model, as the engine knows it. See `constraint.ts`, which asks it. */
import type { Model } from '../model/model.js';
import { constraintOf, nameOfConstraint, type Constraint } from '../model/within.js';
import { reachable, type Reachable } from '../property/property.js';

/** What is known of a state constraint. */
export interface KnownConstraint<State> {
  /** Stands for it among the properties: the states inside are to be reached. It is never asked as a property. */
  readonly property: Reachable<State>;
  readonly within: Constraint<State>;
  /** All that it was seen to read. */
  readonly reads: Set<number>;
}

/** The state constraint of a model; undefined if it has none. */
export function knownConstraint<State>(model: Model<State>): KnownConstraint<State> | undefined {
  const within = constraintOf(model);
  if (within === undefined) return undefined;
  return { property: reachable(nameOfConstraint(model.name), within), within, reads: new Set() };
}
