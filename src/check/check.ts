import { neverReadIn, refuseUndeclaredReads } from '../model/declared.js';
import type { Model } from '../model/model.js';
import { refuseOtherModel } from '../model/refuse-model.js';
import { listOf } from '../property/list.js';
import type { Property } from '../property/property.js';
import { breadthFirst } from '../search/breadth-first/breadth-first.js';
import { searchByStart } from '../search/common/by-start.js';
import { exploredIn } from '../search/common/explored.js';
import type { SearchOptions } from '../search/common/outcome.js';
import { verdictOfAll } from '../search/common/verdict.js';
import { isProgram, type Program } from '../program/define-program.js';
import type { ProgramProperty } from '../program/judge.js';
import { withInSpec } from './in-spec.js';
import { checkOptions, refuseBadOptions } from './options.js';
import { checkProgram } from './program/check-program.js';
import type { ProgramOptions } from './program/options.js';
import type { CheckResult } from './result.js';

export type { CheckResult, ProgramFigures } from './result.js';

/** A property of a model or of a program. */
type Asked<State> = Property<State> | ProgramProperty<State>;

/** The options of `check`. */
export type CheckOptions = SearchOptions;

/**
 * Explores every interleaving of a model's actors, or of a program's tasks, and tells which properties hold. For each
 * property that is violated it gives a counterexample.
 *
 * The counterexample of a model is a shortest one; for a temporal property, one that reaches its loop in as few steps as
 * possible. The counterexample of a program is a run with as few preemptions as the search could find.
 *
 * A property `holds` only if everything was explored: every reachable state of a model; every interleaving of
 * a program, up to the order of independent events, within the bounds that the program states. If a limit
 * ended the search early, or if a step of a model threw, the properties that the search could not decide are `undecided`.
 * There is one exception: a `reachable` property holds as soon as the search finds such a state. If a model has a state
 * constraint (`within`), everything inside was explored, and `outside` says how many states lie outside.
 *
 * The search of a program also asks without a property that no task throws, that code handles every rejection, and that no
 * task waits for ever.
 *
 * @param subject - The model, or the program.
 * @param properties - What must hold; one or several. An empty list only counts and finds steps that throw; the
 *   verdict is then `nothing checked`. Temporal properties are for models, and `whenDone` is for programs.
 * @param options - Limits, a signal that ends the search, a listener to its progress. For models also fairness, and how
 *   many counterexamples of each property to give.
 * @returns Verdicts, traces, and counts. Of a model those that TLC gives: distinct and generated states, depth.
 * @throws ModelError if the subject, a property or an option is wrong, or if two runs of a program differ although the same
 *   events happened.
 * @example
 * const result = await check(account, [noLostUpdate], { limits: { seconds: 60 } });
 * result.verdict; // 'violated'
 */
export async function check<State>(
  subject: Model<State> | Program<State>,
  properties: Asked<State> | readonly Asked<State>[],
  options: CheckOptions | ProgramOptions = {},
): Promise<CheckResult<State>> {
  if (isProgram(subject)) return checkProgram(subject, properties, options);
  return checkModel(subject, properties, options);
}

async function checkModel<State>(
  model: Model<State>,
  properties: Asked<State> | readonly Asked<State>[],
  options: CheckOptions | ProgramOptions,
): Promise<CheckResult<State>> {
  refuseOtherModel(model, 'check');
  const all = listOf(properties as Property<State>[], 'check', model);
  refuseBadOptions('check', options, checkOptions);
  const outcome = await searchByStart(model, all, options as CheckOptions, breadthFirst);
  refuseUndeclaredReads(model);
  const threw = outcome.properties.some(({ kind }) => kind === 'step');
  const isWhole = exploredIn(outcome.ended, threw, outcome) === 'all';
  return {
    verdict: verdictOfAll(outcome.properties),
    model: model.name,
    safeguards: model.safeguards,
    parameters: model.parameters,
    neverRead: isWhole ? neverReadIn(model) : [],
    ...outcome,
    properties: outcome.properties.map((one) => withInSpec(all, one)),
  };
}
