/**
 * Searches for properties that are only about some initial states: a search for each such condition, over the same
 * model with no other initial states. The plain way, so that each verdict and each trace is that of such a model.
 */
import { isolating } from '../../model/isolated.js';
import type { Model } from '../../model/model.js';
import { isAskedFrom } from '../../property/from.js';
import type { Property } from '../../property/property.js';
import {
  aboutOf,
  type FromSome,
  type PropertyOutcome,
  type SearchOptions,
  type SearchOutcome,
} from './outcome.js';
import { because } from './vacuity.js';

/** A search of a whole model. */
export type Search<State> = (
  model: Model<State>,
  properties: readonly Property<State>[],
  options: SearchOptions,
) => Promise<SearchOutcome<State>>;

/** Properties that are about the same initial states, and these states. */
interface Group<State> {
  readonly properties: readonly Property<State>[];
  readonly initial: readonly State[];
}

/** What the search from some initial states found. */
interface Part<State> extends Group<State> {
  readonly outcomes: readonly PropertyOutcome<State>[];
  /** Absent if there was no search. */
  readonly searched?: SearchOutcome<State>;
}

/**
 * Searches a model, and once more for each condition on its initial states. All searches share a limit on time; the
 * limits on states, depth and memory are for each.
 *
 * @returns The outcome of the search of the whole model, with the verdicts of all searches. If one of the others did not
 *   come to its end, its end is that of the outcome.
 */
export async function searchByStart<State>(
  model: Model<State>,
  properties: readonly Property<State>[],
  options: SearchOptions,
  search: Search<State>,
): Promise<SearchOutcome<State>> {
  const started = performance.now();
  const groups = groupsOf(model, properties);
  if (groups.length === 0) return await search(model, properties, options);
  const apart = new Set(groups.flatMap((group) => group.properties));
  const ofAll = properties.filter((one) => !apart.has(one));
  const whole = await search(model, ofAll, options);
  const parts: Part<State>[] = [];
  for (const group of groups) {
    const outcomes = [whole, ...parts].flatMap((one) =>
      'outcomes' in one ? one.outcomes : one.properties,
    );
    parts.push(await searchPart(model, group, leftOf(options, started, outcomes), search));
  }
  const first: Part<State> = {
    properties: ofAll,
    initial: model.initial,
    outcomes: whole.properties,
  };
  return {
    ...whole,
    ...endOf(whole, parts),
    properties: outcomesIn(properties, [first, ...parts]),
    seconds: (performance.now() - started) / 1000,
    fromSome: parts.flatMap(figuresOf),
  };
}

/** The properties that are not about all initial states, by their condition. */
function groupsOf<State>(
  model: Model<State>,
  properties: readonly Property<State>[],
): readonly Group<State>[] {
  const conditions = new Set(properties.map(({ from }) => from));
  return [...conditions].flatMap((condition) => {
    const some = properties.filter(({ from }) => from === condition);
    const initial = isolating(() =>
      model.initial.filter((state) => some[0] === undefined || isAskedFrom(some[0], state)),
    );
    return initial.length === model.initial.length ? [] : [{ properties: some, initial }];
  });
}

/** The options of the next search; undefined if there is to be none, because of what was found or for want of time. */
function leftOf<State>(
  options: SearchOptions,
  started: number,
  found: readonly PropertyOutcome<State>[],
): SearchOptions | undefined {
  const { limits = {}, stopAtViolation = false, signal } = options;
  const isViolated = found.some(({ verdict }) => verdict === 'violated');
  if ((stopAtViolation && isViolated) || signal?.aborted === true) return undefined;
  // How often steps can be taken is counted in the search of the whole model.
  const left = { ...options, coverage: false };
  if (limits.seconds === undefined) return left;
  const seconds = limits.seconds - (performance.now() - started) / 1000;
  return seconds <= 0 ? undefined : { ...left, limits: { ...limits, seconds } };
}

/** Searches the model from some of its initial states. */
async function searchPart<State>(
  model: Model<State>,
  group: Group<State>,
  options: SearchOptions | undefined,
  search: Search<State>,
): Promise<Part<State>> {
  const { properties, initial } = group;
  if (initial.length === 0) return { ...group, outcomes: properties.map(unasked) };
  if (options === undefined) {
    const open = properties.map((one) => ({ ...aboutOf(one), verdict: 'undecided' }) as const);
    return { ...group, outcomes: open };
  }
  const searched = await search({ ...model, initial }, properties, options);
  return { ...group, searched, outcomes: searched.properties.map((one) => ofModel(model, one)) };
}

/** The outcome of a property that is about no initial state at all. */
function unasked<State>(property: Property<State>): PropertyOutcome<State> {
  const about = aboutOf(property);
  if (property.kind === 'reachable') {
    return { ...about, verdict: 'violated', says: because.noStart };
  }
  return { ...about, verdict: 'holds', vacuous: because.noStart };
}

/** The same outcome, with traces of the model itself. */
function ofModel<State>(
  model: Model<State>,
  outcome: PropertyOutcome<State>,
): PropertyOutcome<State> {
  if (outcome.trace === undefined) return outcome;
  const shown = { ...outcome, trace: { ...outcome.trace, model } };
  if (shown.verdict !== 'violated' || shown.others === undefined) return shown;
  const others = shown.others.map((one) => ({ ...one, trace: { ...one.trace, model } }));
  return { ...shown, others };
}

/** The outcomes of all properties, in their order; then one for each step that threw in any search. */
function outcomesIn<State>(
  properties: readonly Property<State>[],
  parts: readonly Part<State>[],
): readonly PropertyOutcome<State>[] {
  const of = new Map(
    parts.flatMap((part) =>
      part.properties.map((one, index) => [one, part.outcomes[index]] as const),
    ),
  );
  const steps = parts.flatMap((part) => part.outcomes.slice(part.properties.length));
  const threw = new Map(steps.toReversed().map((one) => [one.name, one]));
  return [...properties.flatMap((one) => of.get(one) ?? []), ...[...threw.values()].toReversed()];
}

/** How the searches ended: as the whole one did, unless it came to its end and another one did not. */
function endOf<State>(
  whole: SearchOutcome<State>,
  parts: readonly Part<State>[],
): Pick<SearchOutcome<State>, 'ended' | 'frontier'> {
  const cameToEnd = ({ ended: { by } }: SearchOutcome<State>) =>
    by === 'complete' || by === 'decided';
  const searches = [whole, ...parts.flatMap(({ searched }) => searched ?? [])];
  const { ended, frontier } = searches.find((one) => !cameToEnd(one)) ?? whole;
  return { ended, frontier };
}

/** How much work the search from some initial states was. */
function figuresOf<State>({ properties, initial, searched }: Part<State>): readonly FromSome[] {
  if (searched === undefined) return [];
  const { distinct, generated, depth, seconds, ended } = searched;
  const names = properties.map(({ name }) => name);
  const figures = { distinct, generated, depth, seconds, ended };
  return [{ properties: names, initial: initial.length, ...figures }];
}
