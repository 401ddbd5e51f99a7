import * as v from 'valibot';
import { ModelError } from '../validation/errors.js';
import { describeGiven, describeValue, reading } from '../validation/refuse.js';
import { visibleJson } from '../validation/visible.js';
import { fromJson, toJson } from './json.js';
import { nameOfStepError } from './judge.js';
import type { RecordedLasso, Recording } from './recording-data.js';
import {
  misfitIn,
  refuseDeep,
  refuseLost,
  schema,
  version,
  type Written,
} from './recording-form.js';
import { refuseOtherTrace } from './refuse-trace.js';
import type { Lasso, Trace } from './trace.js';

export type { RecordedFairness, RecordedLasso, Recording } from './recording-data.js';

/**
 * Makes a recording of a counterexample.
 *
 * @param trace - The counterexample.
 * @param property - The name of the property that it violates, or of the outcome of a step that throws.
 * @param expect - What a test expects; see `Recording`. Absent: `holds`.
 * @throws ModelError if one of the parameters is wrong.
 * @example
 * record(outcome.trace, 'no update is lost')
 */
export function record<State>(
  trace: Trace<State>,
  property: string,
  expect: Recording['expect'] = 'holds',
): Recording {
  refuseOtherTrace(trace, 'record');
  refuseOther(property, expect);
  const { model, states, actions, failed, lasso } = trace;
  const ofStep = failed !== undefined && nameOfStepError(failed) === property;
  return {
    model: model.name,
    safeguards: model.safeguards,
    parameters: model.parameters,
    property,
    ...(ofStep ? { kind: 'step' } : {}),
    expect,
    ...(model.initial.length > 1 ? { initial: states[0] } : {}),
    actions: failed === undefined ? actions : [...actions, failed.action],
    ...(lasso === undefined ? {} : { lasso: recordedLasso(lasso) }),
  };
}

/** A loop as data: of a part of a step, the text of the user's function. */
function recordedLasso({ from, fairness }: Lasso): RecordedLasso {
  return {
    from,
    fairness: fairness.map(({ kind, of, part }) => ({
      kind,
      of,
      ...(part === undefined ? {} : { part: part.says }),
    })),
  };
}

function refuseOther(property: unknown, expect: unknown): void {
  if (typeof property !== 'string') {
    throw new ModelError(
      `record wants the name of a property, and was given ${describeGiven(property)}; give its name.`,
    );
  }
  if (expect !== 'holds' && expect !== 'violated') {
    throw new ModelError(`record: expect is ${describeValue(expect)}; use "holds" or "violated".`);
  }
}

/**
 * Writes the text of a recording file: JSON with one action in each line, so that a change of one step is a
 * change of one line.
 *
 * @throws ModelError if it is not a recording, or if the initial state or a choice has a key that starts with `#`;
 *   see `toJson`.
 * @example
 * writeFileSync('lost-update.json', formatRecording(record(trace, 'no update is lost')));
 */
export function formatRecording(recording: Recording): string {
  refuseOtherRecording(recording, 'formatRecording');
  const { initial, actions, ...head } = recording;
  const fields = Object.entries({
    allways: version,
    ...head,
    ...(initial === undefined ? {} : { initial: toJson(initial) }),
  }).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`);
  const lines = actions.map((action) => `    ${JSON.stringify(toJson(action))}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return visibleJson(`{\n${fields.join('')}  "actions": ${list}\n}\n`);
}

/** Refuses a value that is not a recording. */
export function refuseOtherRecording(recording: unknown, who: string): void {
  reading(who, () => {
    const isObject = typeof recording === 'object' && recording !== null;
    const checked = v.safeParse(schema, isObject ? { allways: version, ...recording } : undefined);
    if (checked.success) {
      const misfit = misfitIn(recording as Recording);
      if (misfit === undefined) return;
      throw new ModelError(
        `${who} was given a recording whose ${misfit.path} is wrong (${misfit.why}); give what record or parseRecording made.`,
      );
    }
    const { property, actions } = Object(recording) as Partial<Recording>;
    const isNearly = typeof property === 'string' && Array.isArray(actions);
    const path = v.getDotPath(checked.issues[0]) ?? 'whole';
    const what = isNearly ? `one whose ${path} is wrong` : describeGiven(recording);
    throw new ModelError(
      `${who} wants a recording, and was given ${what}; give what record or parseRecording made.`,
    );
  });
}

/**
 * Reads the text of a recording file.
 *
 * @param text - The text of the file.
 * @param where - The name of the file, for an error.
 * @throws ModelError that says what is wrong: the text is not JSON, has another version, or has a wrong or
 *   missing part.
 * @example
 * parseRecording(readFileSync('lost-update.json', 'utf8'), 'lost-update.json').property
 */
export function parseRecording(text: string, where: string): Recording {
  if (typeof (text as unknown) !== 'string') {
    throw new ModelError(
      `parseRecording wants the text of a recording, and was given ${describeGiven(text)}; read the file as UTF-8.`,
    );
  }
  if (typeof (where as unknown) !== 'string') {
    throw new ModelError(
      `parseRecording wants the name of the file after its text, and was given ${describeGiven(where)}; give where the text comes from.`,
    );
  }
  let parsed: unknown;
  try {
    // An editor may have put a byte-order mark before the text.
    parsed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new ModelError(
      `${where} is not JSON (${String(error)}); restore it, or delete it and record it again.`,
      { cause: error },
    );
  }
  refuseDeep(parsed, where);
  const found: unknown = (Object(parsed) as { allways?: unknown }).allways;
  if (found === undefined) {
    throw new ModelError(
      `${where} is no recording: it has no "allways" version; move it elsewhere.`,
    );
  }
  if (found !== version) {
    throw new ModelError(
      `${where} has recording version ${describeValue(found)}, and this allways reads version ${version}; record it again.`,
    );
  }
  const checked = v.safeParse(schema, parsed);
  if (!checked.success) {
    const [issue] = checked.issues;
    // It has a version, so it is an object, and whatever is wrong has a path in it.
    const path = v.getDotPath(issue) as string;
    throw new ModelError(
      `${where}: ${path} is wrong (${issue.message}); correct it, or record it again.`,
    );
  }
  refuseLost(parsed, checked.output, where);
  return refuseMisfit(fromFile(checked.output, where), where);
}

function refuseMisfit(recording: Recording, where: string): Recording {
  const misfit = misfitIn(recording);
  if (misfit === undefined) return recording;
  throw new ModelError(
    `${where}: ${misfit.path} is wrong (${misfit.why}); correct it, or record it again.`,
  );
}

/** A recording with its data. */
function fromFile({ kind, initial, actions, lasso, ...head }: Written, where: string): Recording {
  try {
    return {
      model: head.model,
      safeguards: head.safeguards,
      parameters: head.parameters,
      property: head.property,
      ...(kind === undefined ? {} : { kind }),
      expect: head.expect,
      ...(initial === undefined ? {} : { initial: fromJson(initial) }),
      actions: actions.map(({ actor, step, choice, nth }) => ({
        actor,
        step,
        ...(choice === undefined ? {} : { choice: fromJson(choice) }),
        ...(nth === undefined ? {} : { nth }),
      })),
      ...(lasso === undefined ? {} : { lasso }),
    };
  } catch (error) {
    const { message } = error as ModelError;
    throw new ModelError(`${where}: ${message}; correct it, or record it again.`, {
      cause: error,
    });
  }
}
