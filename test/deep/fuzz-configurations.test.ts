/**
 * Configurations with mistakes of every kind. They are refused in a sentence, or taken; what is taken is
 * used by the commands, which end with one of the four exit codes.
 */
import { inspect } from 'node:util';
import fc from 'fast-check';
import { test } from 'vitest';
import { duration, ModelError, plainStyle, StepError, strong, weak } from 'allways';
import { checkCommand } from '../../src/cli/commands/check.js';
import { estimateCommand } from '../../src/cli/commands/estimate.js';
import { listCommand } from '../../src/cli/commands/list.js';
import { withDefaults, type Config } from '../../src/cli/config.js';
import { findSubjects } from '../../src/cli/find-subjects.js';
import type { Host } from '../../src/cli/host.js';
import { visibleLines } from '../../src/validation/visible.js';
import { fuzz, stackOf, withoutFault, type Judged } from '../support/fuzz.js';
import { fuzzProject } from '../support/fuzz-project.js';
import { hostileFunctions, hostileValues } from '../support/hostile-values.js';

const { folder } = fuzzProject();

/** A value that is made when the configuration is: fast-check cannot hold one that throws when it is read. */
class Junk {
  constructor(
    readonly name: string,
    readonly make: () => unknown,
  ) {}
}

const makers = [...Object.entries(hostileValues), ...Object.entries(hostileFunctions)];
const junk = fc.constantFrom(...makers.map(([name, make]) => new Junk(name, make)));

/** A configuration in which junk is made. */
function made(tree: unknown): unknown {
  if (tree instanceof Junk) return tree.make();
  if (Array.isArray(tree)) return tree.map(made);
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.fromEntries(Object.entries(tree).map(([name, part]) => [name, made(part)]));
}

/** Values that are nearly right, whatever is wanted. */
const nearly = fc.constantFrom<unknown>(0, -1, 1.5, Infinity, 'x', '', true, [], {}, ['nobody'], 2);

/** A value that is right nearly always: a configuration has many, and one that is wrong is refused. */
const mostly = (...right: readonly unknown[]): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 60, arbitrary: fc.constantFrom(...right) },
    { weight: 1, arbitrary: nearly },
    { weight: 1, arbitrary: junk },
  );

/** An object with some of these parts, and at times with another. */
const some = (parts: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<unknown> => {
  const right = fc.record(parts, { requiredKeys: [], noNullPrototype: true });
  return fc.oneof(
    { weight: 60, arbitrary: right },
    {
      weight: 1,
      arbitrary: fc
        .tuple(right, fc.constantFrom('extra', 'chekc', '', '__proto__', 'constructor'), junk)
        .map(([known, name, value]) => ({ ...known, [name]: value })),
    },
    { weight: 1, arbitrary: junk },
  );
};

const options = {
  fairness: mostly('weak', 'strong', 'none', []),
  limits: some({
    states: mostly(100, 3),
    depth: mostly(4, 1),
    seconds: mostly(5, 0.5),
    memory: mostly(4000),
  }),
  workers: mostly(1),
  coverage: mostly(true, false),
  stopAtViolation: mostly(true, false),
  watch: mostly(0, 0.5, 1),
};
const several = { counterexamples: mostly(1, 2), prefer: mostly('fewest switches') };
const check = some({ ...options, ...several });
/** Options that name actors of one model. Interchangeable names exclude what compares actors. */
const checkTill = fc.oneof(
  some({ ...options, symmetric: mostly(['cashier 1', 'cashier 2'], [['cashier 1', 'cashier 2']]) }),
  some({
    ...several,
    fairness: mostly([weak('cashier 1')], [strong('cashier 2.write'), weak('a')]),
  }),
);

const estimate = some({
  durations: some({
    '*': mostly(duration.fixed(1), duration.exponential({ mean: 3 }), duration.never),
    'cashier 1.write': mostly(duration.uniform(1, 2), { says: 'a', draw: () => 1 }),
  }),
  weights: some({ 'cashier 1.read': mostly(() => 1) }),
  runs: mostly(2, 3),
  until: some({ steps: mostly(20), seconds: mostly(5) }),
  per: mostly('run', 'cashier 1.write'),
  confidence: mostly(0.95),
  seed: mostly(1, -1),
});

const ofModel = some({
  with: mostly(['atomic'], [], ['bell', 'bell']),
  set: some({ cashiers: mostly(1, 2), coin: mostly(1, 2), careful: mostly(true) }),
  check: checkTill,
  estimate,
});

// No folder outside of the project: a command would load all modules in it.
const configs = some({
  models: mostly('models', './models'),
  properties: mostly('properties', 'propertise', 'models'),
  counterexamples: mostly('test/counterexamples', ''),
  check,
  of: some({ till: ofModel, door: some({ check }), 'more/clock': some({ check }) }),
});

interface Said {
  text: string;
}

const hostOf = (said: Said): Host => ({
  folder,
  style: plainStyle,
  print: (text) => void (said.text += `${text}\n`),
  // The command makes texts visible before it complains.
  complain: (text) => void (said.text += `${visibleLines(text)}\n`),
  watchesProgress: false,
  signal: new AbortController().signal,
});

/** Uses a configuration as the commands do. */
async function use(config: Config, host: Host): Promise<string> {
  const full = withDefaults(config);
  const small = { states: 60, seconds: 5, workers: 1 };
  const all = await findSubjects(['till', 'door'], full, folder, host.complain);
  const codes: number[] = [listCommand(all, {}, host)];
  codes.push(await checkCommand(all, small, full.counterexamples, host));
  const till = all.find(({ name }) => name === 'till');
  if (till?.kind === 'model' && till.config.estimate !== undefined) {
    codes.push(await estimateCommand(till, { runs: 2, steps: 20 }, host));
  }
  if (codes.every((code) => [0, 1, 2, 3].includes(code))) return 'used';
  throw new Error(`the codes are ${codes.join(', ')}`);
}

async function judgeConfig(config: unknown): Promise<Judged> {
  const said: Said = { text: '' };
  try {
    return withoutFault(await use(made(config) as Config, hostOf(said)), said.text);
  } catch (error) {
    if (!isForeseen(error)) return { outcome: 'threw', fault: stackOf(error) };
    return withoutFault('refused', error.message);
  }
}

function isForeseen(error: unknown): error is Error {
  try {
    return error instanceof ModelError || error instanceof StepError;
  } catch {
    return false;
  }
}

function show(value: unknown): string {
  try {
    return inspect(value, { depth: 8, breakLength: Infinity, maxStringLength: 60 });
  } catch {
    return 'what cannot be shown';
  }
}

test('configurations', async () => {
  await fuzz({
    name: 'configurations',
    inputs: configs,
    tries: 2_000,
    judge: judgeConfig,
    show,
    expects: ['refused', 'used'],
  });
});
