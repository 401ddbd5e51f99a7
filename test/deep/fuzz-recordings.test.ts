/**
 * Recordings with mistakes of every kind. Whatever is in the file, it is refused in a sentence, or replayed as a
 * behaviour of the model. A plain judge says whether the replay is right.
 */
import fc from 'fast-check';
import { test } from 'vitest';
import {
  formatRecording,
  ModelError,
  parseRecording,
  replay,
  type Model,
  type Recording,
  type ReplayResult,
} from 'allways';
import { isAsExpected } from '../../src/check/replay.js';
import { faultOfMessage, fuzz, stackOf, type Judged } from '../support/fuzz.js';
import {
  change,
  changePart,
  changeText,
  textChange,
  textOf,
  type TextChange,
} from '../support/mutate-json.js';
import { faultOfReplay } from '../support/plain-replay.js';
import { recordedSystems } from '../support/recorded-systems.js';

const originals = recordedSystems.flatMap(({ texts, subject, properties }) =>
  texts.map((text) => {
    const { outcome } = replay(parseRecording(text, 'a.json'), subject, properties);
    return { subject, properties, text, outcome, whole: JSON.parse(text) as object };
  }),
);
const donors = originals.map(({ whole }) => whole);

type Written = Record<string, unknown> & { actions: { actor: string; step: string }[] };

/** Changes that chance alone would seldom make: each leaves the form of a recording right. */
const twists: readonly ((recording: Written) => void)[] = [
  (recording) => void (recording['kind'] = 'step'),
  (recording) =>
    void (recording['expect'] = recording['expect'] === 'holds' ? 'violated' : 'holds'),
  (recording) => void (recording.actions = []),
  (recording) => void delete recording['lasso'],
  (recording) => void (recording['lasso'] = { from: recording.actions.length, fairness: [] }),
  (recording) => {
    const { actor, step } = recording.actions.at(-1) ?? { actor: 'a', step: 'b' };
    recording['property'] = `${actor}.${step} does not throw`;
  },
  (recording) => void (recording['lasso'] = { from: 0, fairness: [] }),
  (recording) => recording.actions.forEach((action) => Object.assign(action, { nth: 2 })),
];

const inputs = fc.record({
  file: fc.nat(originals.length - 1),
  changes: fc.array(change, { maxLength: 3 }),
  twisted: fc.oneof(
    { weight: 3, arbitrary: fc.constant<number[]>([]) },
    { weight: 1, arbitrary: fc.array(fc.nat(twists.length - 1), { minLength: 1, maxLength: 2 }) },
  ),
  textChanges: fc.oneof(
    { weight: 3, arbitrary: fc.constant<TextChange[]>([]) },
    { weight: 1, arbitrary: fc.array(textChange, { minLength: 1, maxLength: 2 }) },
  ),
});
type Input = typeof inputs extends fc.Arbitrary<infer T> ? T : never;

const originalOf = ({ file }: Input) => originals[file] as (typeof originals)[number];

function textFor(input: Input): string {
  const { whole } = originalOf(input);
  const changed = structuredClone(whole);
  for (const one of input.twisted) twists[one]?.(changed as Written);
  for (const one of input.changes) changePart(changed, one, donors);
  return input.textChanges.reduce(changeText, textOf(changed));
}

const keysOf = (object: object) => Reflect.ownKeys(object).length;
const prototypes = [Object.prototype, Array.prototype, Map.prototype, Function.prototype];
const clean = prototypes.map(keysOf);

/** The recording that a text has, or why it has none. */
function attempt<T>(act: () => T): { readonly value: T } | Judged {
  try {
    return { value: act() };
  } catch (error) {
    if (!(error instanceof ModelError)) return { outcome: 'threw', fault: stackOf(error) };
    const fault = faultOfMessage(error.message);
    return { outcome: 'refused', ...(fault === undefined ? {} : { fault }) };
  }
}

/** The text as a value, in which the order of names does not count. */
const plainOf = (text: string): string =>
  JSON.stringify(JSON.parse(text.replace(/^\ufeff/, '')), (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
      : value,
  );

function judge(input: Input): Judged {
  const { subject, properties, text, outcome } = originalOf(input);
  const changed = textFor(input);
  const parsed = attempt(() => parseRecording(changed, 'a.json'));
  if (prototypes.some((one, at) => keysOf(one) !== clean[at])) {
    return { outcome: 'polluted', fault: 'a prototype has another property' };
  }
  if (!('value' in parsed)) return parsed;
  const recording = parsed.value;
  const written = attempt(() => formatRecording(recording));
  if (!('value' in written)) return { ...written, fault: 'what was read cannot be written' };
  if (plainOf(written.value) !== plainOf(changed)) {
    return { outcome: 'read', fault: `it reads a part of the recording as another` };
  }
  const replayed = attempt(() => replay(recording, subject, properties));
  if (!('value' in replayed)) return replayed;
  const result = replayed.value;
  const model = modelOf(recording, subject);
  const property = properties.find(({ name }) => name === recording.property);
  const asked = recording.kind === 'step' ? undefined : property;
  const fault =
    faultOfReplay(recording, model, asked, result) ?? faultOfPass(recording, model, result);
  if (plainOf(written.value) === plainOf(text) && result.outcome !== outcome) {
    return {
      outcome: result.outcome,
      fault: 'it is the same recording, and the answer is another',
    };
  }
  return { outcome: result.outcome, ...(fault === undefined ? {} : { fault }) };
}

/** A test of a recording must not pass if the model has no such step, or if the recording expects the violation. */
function faultOfPass(
  recording: Recording,
  model: Model<unknown>,
  result: ReplayResult<unknown>,
): string | undefined {
  if (result.outcome === 'reproduced' || !isAsExpected(recording, result)) return undefined;
  if (recording.expect !== 'holds') return 'it passes, and the violation is not reproduced';
  if (result.outcome === 'no longer violated') return undefined;
  const { action } = result;
  const isKnown = model.steps.some(
    ({ actor, step }) => actor === action?.actor && step === action.step,
  );
  return isKnown || recording.lasso !== undefined ? undefined : 'it passes, and has no known step';
}

const modelOf = (
  { safeguards, parameters }: Recording,
  subject: (typeof originals)[number]['subject'],
): Model<unknown> =>
  'with' in subject
    ? (subject.with as unknown as (...given: readonly unknown[]) => Model<unknown>)(
        safeguards,
        parameters,
      )
    : subject;

test('recordings', async () => {
  await fuzz({
    name: 'recordings',
    inputs,
    tries: 10_000,
    judge,
    show: textFor,
    expects: ['refused', 'reproduced', 'no longer violated', 'no longer possible'],
  });
});
