/**
 * Definitions with wrong parts. Each function of the public face refuses them in a sentence, or takes them. What is
 * taken is checked, and the plain search must agree, or refuse it too.
 */
import fc from 'fast-check';
import { test } from 'vitest';
import {
  check,
  ModelError,
  report,
  sample,
  StepError,
  type CheckOptions,
  type Model,
  type Property,
  type SearchOutcome,
} from 'allways';
import { referenceSearch } from '../../src/search/reference/reference.js';
import { definitions, Given, made, type Definition } from '../support/definitions.js';
import { faultOfMessage, fuzz, stackOf, type Judged } from '../support/fuzz.js';
import { hostileFunctions, hostileValues, mildFunctions } from '../support/hostile-values.js';
import { calls, isPromise, pathsIn, replaced, wrong } from '../support/wrong-use.js';

/** All values that stand in place of a part, as makers by name. */
const makers: readonly (readonly [string, () => unknown])[] = [
  ...Object.entries(hostileValues),
  ...Object.entries(hostileFunctions).map(
    ([name, maker]) => [`a function that ${name}`, maker] as const,
  ),
  // A function that answers what no function should answer.
  ...Object.entries(hostileValues).map(
    ([name, maker]) => [`a function that answers: ${name}`, () => () => maker()] as const,
  ),
  ...Object.entries(mildFunctions).map(
    ([name, maker]) => [`a function that ${name}`, maker] as const,
  ),
  ...wrong.map((value, at) => [`wrong value ${at}`, () => value] as const),
];

const maker = fc.nat(makers.length - 1);
const given = (at: number) => {
  const [name, make] = makers[at] as (typeof makers)[number];
  return new Given(name, make());
};

/** Wrong parts of a definition: which part, and which value. */
const change = fc.record({ at: fc.nat(), by: maker });
const changes = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(change) },
  { weight: 1, arbitrary: fc.array(change, { minLength: 2, maxLength: 3 }) },
);

interface Changed {
  readonly which: number;
  readonly changes: readonly { readonly at: number; readonly by: number }[];
}

/** The parts that can be replaced: all but the names of calls, and their lists of arguments. */
const partsOf = (whole: unknown) =>
  pathsIn(whole, 12).filter(
    (path) => path.length > 0 && !['call', 'args'].includes(path.at(-1) ?? ''),
  );

function changedIn(whole: object, list: Changed['changes']): unknown {
  return list.reduce<unknown>((before, { at, by }) => {
    const paths = partsOf(before);
    return paths.length === 0
      ? before
      : replaced(before, paths[at % paths.length] ?? [], given(by));
  }, whole);
}

function describeChanges(whole: object, list: Changed['changes']): string {
  const paths = partsOf(whole);
  return list
    .map(({ at, by }) => `${(paths[at % paths.length] ?? []).join('.')} is ${makers[by]?.[0]}`)
    .join(', then ');
}

interface Refused extends Judged {
  readonly says: string;
}

/** The start of a refusal before the search: the plain search is no public function and does not look. */
const isOfArguments = /^(check|Two properties)/;

/** What a call answers, or why it is refused. */
async function attempt<T>(act: () => T | Promise<T>): Promise<{ readonly value: T } | Refused> {
  try {
    const answer = act();
    return { value: isPromise(answer) ? await answer : answer };
  } catch (error) {
    let isForeseen = false;
    try {
      isForeseen = error instanceof ModelError || error instanceof StepError;
    } catch {
      // What was thrown is a proxy.
    }
    if (!isForeseen) return { outcome: 'threw', says: '', fault: stackOf(error) };
    const says = (error as Error).message;
    const fault = faultOfMessage(says);
    return { outcome: 'refused', says, ...(fault === undefined ? {} : { fault }) };
  }
}

/** The figures and verdicts that two searches must agree on. */
const telling = ({ distinct, generated, depth, ended, properties }: SearchOutcome<unknown>) =>
  JSON.stringify({
    distinct,
    generated,
    depth,
    ended: ended.by,
    properties: properties.map(({ name, verdict, trace }) => [
      name,
      verdict,
      trace?.actions.length,
    ]),
  });

async function judgeDefinition(definition: Definition): Promise<Judged> {
  const parts = await attempt(() => made({ ...definition }) as Made);
  if (!('value' in parts)) return parts;
  const { subject, properties, options } = parts.value;
  const checked = await attempt(() => check(subject, properties, options));
  const sampled = await attempt(() => sample(subject, properties, { numRuns: 2, seed: 1 }));
  const fault = [checked, sampled].find((one) => 'fault' in one);
  if (fault !== undefined) return fault as Judged;
  if ('says' in checked && isOfArguments.test(checked.says)) return { outcome: 'refused by check' };
  const plain = await attempt(() =>
    referenceSearch(subject, Array.isArray(properties) ? properties : [properties], options),
  );
  if ('fault' in plain) return plain;
  if (!('value' in checked)) {
    return {
      outcome: 'refused by the search',
      // The plain search takes each step once, and does not see that it is not pure.
      ...('value' in plain && !checked.says.includes('is not pure')
        ? { fault: `the plain search takes what check refuses: ${checked.says}` }
        : {}),
    };
  }
  if (!('value' in plain))
    return { outcome: 'checked', fault: 'check takes what the plain search refuses' };
  if (telling(checked.value) !== telling(plain.value)) {
    return {
      outcome: 'checked',
      fault: `check: ${telling(checked.value)}\nplain: ${telling(plain.value)}`,
    };
  }
  const said = await attempt(() => report(checked.value));
  if (!('value' in said)) return said;
  return { outcome: 'checked' };
}

interface Made {
  readonly subject: Model<unknown>;
  readonly properties: Property<unknown>[];
  readonly options: CheckOptions;
}

test('definitions, which are then checked', async () => {
  const whole = (which: number) => definitions[which] as Definition;
  await fuzz<Changed>({
    name: 'definitions',
    inputs: fc.record({ which: fc.nat(definitions.length - 1), changes }),
    tries: 4_000,
    judge: (input) => judgeDefinition(changedIn(whole(input.which), input.changes) as Definition),
    show: ({ which, changes: list }) =>
      `definition ${which}: ${describeChanges(whole(which), list)}`,
    expects: ['refused', 'refused by check', 'refused by the search', 'checked'],
  });
});

const names = Object.keys(calls);

test('arguments of every public function', async () => {
  const face = (await import('allways')) as unknown as Record<
    string,
    (...given: unknown[]) => unknown
  >;
  const argumentsOf = (which: number) => calls[names[which] as string] as readonly unknown[];
  await fuzz<Changed>({
    name: 'arguments of public functions',
    inputs: fc.record({ which: fc.nat(names.length - 1), changes }),
    tries: 4_000,
    judge: async ({ which, changes: list }) => {
      const args = changedIn(argumentsOf(which), list) as readonly unknown[];
      const given = args.map(plain);
      const answered = await attempt(() => {
        const answer = face[names[which] as string]?.(...given);
        // Some functions answer what they were given, even a promise that fails.
        return given.includes(answer) ? undefined : answer;
      });
      return 'value' in answered ? { outcome: 'answered' } : answered;
    },
    show: ({ which, changes: list }) =>
      `${names[which]}: ${describeChanges(argumentsOf(which), list)}`,
    expects: ['refused', 'answered'],
  });
});

/** An argument with what stands in it. What is no plain data stays the same object: a model, a trace. */
function plain(argument: unknown): unknown {
  if (argument instanceof Given) return argument.value;
  if (Array.isArray(argument)) return argument.map(plain);
  if (typeof argument !== 'object' || argument === null) return argument;
  if (Object.getPrototypeOf(argument) !== Object.prototype) return argument;
  const holds = (part: unknown): boolean =>
    part instanceof Given ||
    (typeof part === 'object' &&
      part !== null &&
      (Array.isArray(part) || Object.getPrototypeOf(part) === Object.prototype) &&
      Object.values(part).some(holds));
  if (!holds(argument)) return argument;
  return Object.fromEntries(Object.entries(argument).map(([name, part]) => [name, plain(part)]));
}
