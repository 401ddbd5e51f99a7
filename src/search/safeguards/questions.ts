/**
 * Properties as a search of many sets of switches asks them. A property that is made for each model may ask switches:
 * while it is made, and whenever its predicates ask the model what it can do.
 */
import { newPropertyFor, systemOfProperty } from '../../property/for-model.js';
import type { Property } from '../../property/property.js';
import type { Family } from './families.js';
import type { FamilyModels } from './family-models.js';

/** A property, and the sets with which it is asked. */
export interface FamilyQuestion<Kind> {
  readonly family: Family;
  readonly property: Kind;
}

/**
 * The questions that a property becomes: one, or several if it is made for each model and differs between them. Each set
 * of switches is in exactly one.
 *
 * @param all - All sets that are searched.
 * @throws ModelError if it cannot be made.
 */
export function questionsOf<State, Kind extends Property<State>>(
  { splits, models }: FamilyModels<State>,
  all: Family,
  property: Kind,
): readonly FamilyQuestion<Kind>[] {
  if (systemOfProperty(property) === undefined) return [{ family: all, property }];
  return models.flatMap(({ family, asked }) =>
    splits
      .run(family & all, () => newPropertyFor(property, asked))
      .map((split) => ({
        family: split.family,
        // It has the kind of the property: `defineSystem` checks this.
        property: split.outcome as Kind,
      })),
  );
}
