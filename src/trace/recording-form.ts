/** The form of a recording file, and what its parts must have to do with each other. */
import * as v from 'valibot';
import { canonicalKey } from '../model/canonical.js';
import { ModelError } from '../validation/errors.js';
import type { Json } from './json.js';
import type { Recording } from './recording-data.js';

/** The version of the file format. Only files of this version are written and read. */
export const version = 1;

const json: v.GenericSchema<Json> = v.custom<Json>((value) => value !== undefined);

/**
 * The parts of an object, and nothing that every object inherits. Valibot asks `name in parts`, so a part named
 * `constructor` would otherwise count as known.
 */
const only = <Parts extends object>(parts: Parts): Parts =>
  Object.assign(Object.create(null) as Parts, parts);

/** The form of a recording file. */
export const schema = v.strictObject(
  only({
    allways: v.literal(version),
    model: v.string(),
    safeguards: v.array(v.string()),
    parameters: v.record(v.string(), v.union([v.number(), v.boolean(), v.string()])),
    property: v.string(),
    kind: v.optional(v.literal('step')),
    expect: v.picklist(['holds', 'violated']),
    initial: v.optional(json),
    actions: v.array(
      v.strictObject(
        only({
          actor: v.string(),
          step: v.string(),
          choice: v.optional(json),
          nth: v.optional(v.pipe(v.number(), v.integer(), v.minValue(2))),
        }),
      ),
    ),
    lasso: v.optional(
      v.strictObject(
        only({
          from: v.pipe(v.number(), v.integer(), v.minValue(0)),
          fairness: v.array(
            v.strictObject(
              only({
                kind: v.picklist(['weak', 'strong']),
                of: v.array(v.string()),
                part: v.exactOptional(v.string()),
              }),
            ),
          ),
        }),
      ),
    ),
  }),
);

/** A recording as its file has it. */
export type Written = v.InferOutput<typeof schema>;

/** Refuses parameters that the schema leaves out without a word: those named as what every object inherits. */
export function refuseLost(parsed: unknown, { parameters }: Written, where: string): void {
  const { parameters: given } = parsed as { readonly parameters: object };
  const lost = Object.keys(given).find((name) => !Object.hasOwn(parameters, name));
  if (lost === undefined && !Array.isArray(given)) return;
  const path = lost === undefined || Array.isArray(given) ? 'parameters' : `parameters.${lost}`;
  throw new ModelError(
    `${where}: ${path} is wrong (no parameter has such a name); correct it, or record it again.`,
  );
}

/** How deep a file may be nested. No state is nested so deep, and reading deeper data would overflow the stack. */
const deepest = 1000;

/** Refuses a text of JSON that is nested too deep. */
export function refuseDeep(parsed: unknown, where: string): void {
  let level: readonly unknown[] = [parsed];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > deepest) {
      throw new ModelError(
        `${where} is nested more than ${deepest} levels deep; restore it, or delete it and record it again.`,
      );
    }
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? (Object.values(value) as unknown[]) : [],
    );
  }
}

/** A part of a recording that is wrong. */
interface Misfit {
  readonly path: string;
  readonly why: string;
}

/**
 * What does not fit together in a recording, although each part has the right form; undefined if all does. The data in
 * it must be plain too.
 */
export function misfitIn(recording: Recording): Misfit | undefined {
  return misfitOfEnd(recording) ?? misfitOfActions(recording) ?? misfitOfData(recording);
}

/** A recording of a step that throws ends with this step. A loop begins at one of the states. */
function misfitOfEnd({ kind, actions, lasso }: Recording): Misfit | undefined {
  if (kind === 'step' && actions.length === 0) {
    return { path: 'kind', why: 'the step that throws is the last one, and there is none' };
  }
  if (lasso === undefined) return undefined;
  if (kind === 'step') return { path: 'lasso', why: 'the last step throws, so nothing repeats' };
  if (lasso.from <= actions.length) return undefined;
  return { path: 'lasso.from', why: `it must be ${actions.length} or less, the number of steps` };
}

function misfitOfActions({ actions }: Recording): Misfit | undefined {
  const at = actions.findIndex(({ nth, choice }) => nth !== undefined && choice === undefined);
  if (at < 0) return undefined;
  return { path: `actions.${at}.nth`, why: 'it counts equal choices, and there is no choice' };
}

function misfitOfData({ parameters, initial, actions }: Recording): Misfit | undefined {
  const data = [
    ...Object.entries(parameters).map(([name, value]) => [`parameters.${name}`, value] as const),
    ['initial', initial] as const,
    ...actions.map(({ choice }, at) => [`actions.${at}.choice`, choice] as const),
  ];
  for (const [path, value] of data) {
    const why = value === undefined ? undefined : whyNotPlain(value, path);
    if (why !== undefined) return { path, why };
  }
  return undefined;
}

function whyNotPlain(value: unknown, path: string): string | undefined {
  try {
    canonicalKey(value, path);
    return undefined;
  } catch (error) {
    return (error as ModelError).message.replace(/\.$/, '');
  }
}
