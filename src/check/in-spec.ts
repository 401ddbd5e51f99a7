/** Shows counterexamples of refinements as they are in their specs. */
import type { InSpec, Refinement } from '../property/refinement.js';
import type { PropertyOutcome } from '../search/common/outcome.js';
import type { Trace } from '../trace/trace.js';

/** As much of a property of a model or a program as it takes. */
interface Followed<State> {
  readonly name: string;
  readonly kind: string;
  readonly refinement?: Refinement<State>;
}

/** A behaviour that violates a property as it is in its spec, if the property is a refinement. */
export function inSpecOf<State>(
  property: Followed<State> | undefined,
  trace: Trace<State> | undefined,
): { readonly inSpec?: InSpec } {
  if (property?.refinement === undefined || trace === undefined) return {};
  return { inSpec: property.refinement.shown(trace.states) };
}

/** The same outcome, with its counterexamples as they are in the spec, if its property is a refinement. */
export function withInSpec<State, Outcome extends PropertyOutcome<State>>(
  properties: readonly Followed<State>[],
  outcome: Outcome,
): Outcome {
  if (outcome.verdict !== 'violated') return outcome;
  const property = properties.find(
    ({ name, kind }) => name === outcome.name && kind === outcome.kind,
  );
  if (property?.refinement === undefined) return outcome;
  const others = outcome.others?.map((one) => ({ ...one, ...inSpecOf(property, one.trace) }));
  return { ...outcome, ...inSpecOf(property, outcome.trace), ...(others && { others }) };
}
