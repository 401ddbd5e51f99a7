import * as v from 'valibot';
import { isModelError, ModelError } from '../validation/errors.js';
import type { ValueSchema } from '../validation/values.js';
import type { Model } from '../model/model.js';
import { modelWith, refuseOtherModel, refuseOtherSystem } from '../model/refuse-model.js';
import type { System } from '../model/system.js';
import { lackingSafeguards, lacksIn, withoutGuard } from '../model/without.js';
import { listOf, refuseNone } from '../property/list.js';
import type { Property } from '../property/property.js';
import { askedWithout } from '../property/without.js';
import type { PropertyOutcome } from '../search/common/outcome.js';
import { check, type CheckOptions, type CheckResult } from './check.js';
import { checkOptions, refuseBadOptions } from './options.js';

/** What `whatIf` is told beside model and properties. */
export interface WhatIfOptions<State> extends Pick<CheckOptions, 'limits' | 'signal' | 'fairness'> {
  /** The system that the model is a variant of: then its safeguards are dropped as well. */
  readonly system?: Pick<System<State, never, never>, 'name' | 'safeguards' | 'with'>;
  /** Called before each search with what is left out. */
  readonly onDrop?: (dropped: string) => void;
}

const whatIfOptions = v.object({
  ...v.pick(checkOptions, ['limits', 'signal', 'fairness']).entries,
  system: v.unknown(),
  onDrop: v.unknown(),
} satisfies Record<keyof WhatIfOptions<unknown>, ValueSchema>);

/** What became of the model without one of its guards or safeguards. */
export interface Drop<State> {
  readonly kind: 'guard' | 'safeguard';
  /** The step whose guard was left out, as `actor.step`, or the safeguard. */
  readonly dropped: string;
  /**
   * `noticed`: a property that held is violated, or a step throws. A step also counts as throwing if it
   * writes what is no plain data, such as NaN, or answers what it must not. `unnoticed`: other things
   * happen, and no property is violated by them. `dead`: nothing else happens. `undecided`: a limit ended
   * the search before anybody noticed.
   */
  readonly effect: 'noticed' | 'unnoticed' | 'dead' | 'undecided';
  /** What is violated now, and was not. */
  readonly noticed: readonly PropertyOutcome<State>[];
  readonly result: CheckResult<State>;
}

/** What `whatIf` answers. */
export interface WhatIfResult<State> {
  /** The model as it is. */
  readonly base: CheckResult<State>;
  /** One for each guard, in the order of the steps; then one for each safeguard that is on. */
  readonly drops: readonly Drop<State>[];
}

/** Without a guard a space may have no end; so many times as many states may be visited. */
const most = 10;

/** Or so many, if that is more. */
const least = 10_000;

/**
 * What if it were not there? Leaves out each guard of a model in turn, and each safeguard, and sees
 * which properties notice. A guard that no property misses is either dead or untested.
 *
 * @param model - The model.
 * @param properties - What must hold; one or several.
 * @param options - Its system, fairness, a signal that ends it, and limits on each search: ten times
 *   the states of the model as it is, or 10,000, if absent.
 * @returns What became of it, for each guard and safeguard.
 * @throws ModelError if the model, the system, a property or an option is wrong, or no property is
 *   given.
 * @example
 * const { drops } = await whatIf(dns.with(['fencing']), dnsSafety, { system: dns });
 * drops.filter(({ effect }) => effect !== 'noticed').map(({ dropped }) => dropped)
 */
export async function whatIf<State>(
  model: Model<State>,
  properties: Property<State> | readonly Property<State>[],
  options: WhatIfOptions<State> = {},
): Promise<WhatIfResult<State>> {
  refuseOtherModel(model, 'whatIf');
  const all = listOf(properties, 'whatIf');
  refuseNone(all, 'whatIf', 'and without one nothing is missed');
  refuseBadOptions('whatIf', options, whatIfOptions);
  const { system, onDrop, ...searching } = options;
  if (system !== undefined) refuseOtherSystem(system, 'whatIf');
  const base = await check(model, all, searching);
  const drops: Drop<State>[] = [];
  const drop = async (kind: Drop<State>['kind'], dropped: string, without: Model<State>) => {
    if (searching.signal?.aborted === true) return;
    onDrop?.(dropped);
    drops.push({ kind, dropped, ...(await searchWithout(without, all, base, searching)) });
  };
  for (const step of model.steps) {
    const without = withoutGuard(model, step);
    if (without !== undefined) await drop('guard', `${step.actor}.${step.step}`, without);
  }
  for (const name of system === undefined ? [] : model.safeguards) {
    // There is one if it has safeguards.
    await drop('safeguard', name, modelWithout(system as Dropping<State>, model, [name]));
  }
  return { base, drops };
}

/** As much of a system as it takes to leave out its safeguards. */
type Dropping<State> = Pick<System<State, never, never>, 'with'>;

/** A variant of a system as it is without some of its safeguards. */
export function modelWithout<State>(
  system: Dropping<State>,
  model: Model<State>,
  safeguards: readonly string[],
): Model<State> {
  const left = model.safeguards.filter((one) => !safeguards.includes(one));
  return lackingSafeguards(variantOf(system, left, model.parameters), safeguards);
}

/** A variant of a system whose names and values come from another model of this system. */
export function variantOf<State>(
  system: Dropping<State>,
  on: readonly string[],
  parameters: Model<State>['parameters'],
): Model<State> {
  return modelWith(system as unknown as Rebuilt<State>, on, parameters);
}

/** How many states a search may visit if it is about what a model does not do as it is. */
export const limitsBeside = <State>(base: CheckResult<State>, limits: CheckOptions['limits']) => ({
  states: Math.max(least, most * base.distinct),
  ...limits,
});

/**
 * Searches a model from which something was left out, and says which properties notice.
 *
 * @param base - What was found with it.
 * @param options - If no limit is given there is one: see {@link most}.
 */
export async function searchWithout<State>(
  without: Model<State>,
  properties: readonly Property<State>[],
  base: CheckResult<State>,
  options: Pick<CheckOptions, 'limits' | 'signal' | 'fairness' | 'onProgress'>,
): Promise<Pick<Drop<State>, 'effect' | 'noticed' | 'result'>> {
  const limits = limitsBeside(base, options.limits);
  const lacks = lacksIn(without);
  const asked =
    lacks === undefined ? properties : properties.map((one) => askedWithout(one, lacks));
  const result = await check(without, asked, { ...options, limits }).catch((error: unknown) => {
    throw lacks !== undefined && isModelError(error) ? saying(lacks, error) : error;
  });
  const noticed = result.properties.filter((one) => isNew(one, base));
  return { effect: effectOf(result, base, noticed.length), noticed, result };
}

/** The same error, with what was left out: as the user wrote it, the model may be fine. */
const saying = (lacks: string, error: ModelError) =>
  new ModelError(`Without ${lacks}: ${error.message}`, { cause: error });

/** A system that has the name and parameters of a model that was built from it. */
interface Rebuilt<State> {
  readonly name: string;
  with(on: readonly string[], parameters: Model<State>['parameters']): Model<State>;
}

/** Whether something is violated that was not. */
function isNew<State>(outcome: PropertyOutcome<State>, base: CheckResult<State>): boolean {
  if (outcome.verdict !== 'violated') return false;
  const before = base.properties.find(
    ({ name, kind }) => name === outcome.name && kind === outcome.kind,
  );
  return before?.verdict !== 'violated';
}

function effectOf<State>(
  result: CheckResult<State>,
  base: CheckResult<State>,
  noticed: number,
): Drop<State>['effect'] {
  if (noticed > 0) return 'noticed';
  if (result.ended.by === 'limit' || result.ended.by === 'interrupt') return 'undecided';
  const isSame = result.distinct === base.distinct && result.generated === base.generated;
  // What changes nothing inside the state constraint may change something behind it.
  if (isSame && (base.outside ?? 0) > 0) return 'undecided';
  return isSame ? 'dead' : 'unnoticed';
}
