import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import stringWidth from 'string-width';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { allways, project } from './host.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'allways-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Why two models of the project have no properties. */
const clockUnasked =
  'more/clock has no properties: models/more/clock.ts exports none, and there is no properties/more/clock.ts; make it, with export const … = invariant(…) in it.';

describe('check', () => {
  test('says first what holds, then how the rest is violated, then how much was searched', async () => {
    const { code, out, err } = await allways(['check', 'till']);
    expect(code).toBe(1);
    expect(err).toBe('');
    expect(out.split('\n').slice(0, 7)).toEqual([
      'till (cashiers 2, coin 1, careful false, label till): violated',
      '✓ all can be done: holds, reached in 4 steps',
      '✗ no coin is lost: violated in 4 steps: it does not hold',
      'To read here what is wrong, let "no coin is lost" answer a sentence instead of',
      '  false, such as s.left >= 0 || `${s.left} are left`.',
      '',
      'How "no coin is lost" is violated',
    ]);
    expect(out).toMatch(/\n14 distinct states, 15 generated \(100 % twice\), depth 5, .+\n$/);
  });

  test('switches safeguards on and sets parameters', async () => {
    const atomic = await allways(['check', 'till', '--with', 'atomic', '-s', 'coin=3,cashiers=3']);
    expect(atomic.code).toBe(1);
    expect(atomic.out).toContain(
      'till with atomic (cashiers 3, coin 3, careful false, label till)',
    );
    expect((await allways(['check', 'till', '-w', 'all'])).out).toContain(
      'till with atomic + bell (',
    );
    expect((await allways(['check', 'till', '-w', 'none'])).out).toContain('till (cashiers 2');
    const careful = await allways(['check', 'till', '-s', 'careful', '-s', 'label=x']);
    expect(careful).toMatchObject({ code: 0 });
    expect(careful.out).toContain('careful true, label x');
    expect((await allways(['check', 'till', '-s', 'careful=false'])).code).toBe(1);
    expect((await allways(['check', 'till', '-s', 'careful=true'])).code).toBe(0);
  });

  test('asks for some properties only, by a part of their names', async () => {
    const { code, out } = await allways(['check', 'till', '--property', 'CAN be']);
    expect(code).toBe(0);
    expect(out).not.toContain('no coin is lost');
    const exact = await allways([
      'check',
      'till',
      '-p',
      'no coin is lost',
      '-p',
      'all can be done',
    ]);
    expect(
      exact.out
        .split('\n')
        .slice(1, 3)
        .map((line) => line.slice(0, 17)),
    ).toEqual(['✗ no coin is lost', '✓ all can be done']);
  });

  test('checks all models: a folder, a file or several each, and counts them', async () => {
    const { code, out, err } = await allways(['check']);
    expect(code).toBe(1);
    expect(out.match(/^\w.*: (holds|violated)$/gm)).toEqual([
      'a door: violated',
      'till (cashiers 2, coin 1, careful false, label till): violated',
    ]);
    const nothing = 'nothing was checked: no properties';
    expect(out).toContain(`\nclock of 12: ${nothing}\n`);
    expect(out).toContain(`\nclock of 24: ${nothing}\n`);
    expect(err).toBe(`${clockUnasked}\n`);
    expect(out.match(/^.*: How .*$/gm)).toEqual([
      'a door: How "it opens in the end" is violated',
      'till: How "no coin is lost" is violated',
    ]);
    expect(out.trimEnd().split('\n').at(-1)).toBe(
      '4 models: 0 hold, 2 violated, 0 undecided, 2 without properties.',
    );
  });

  test.each([
    ['more/clock', 2],
    ['clock', 2],
    ['models/more/clock.ts', 2],
    ['models/more', 2],
    ['models/door', 1],
    ['models/door/model.ts', 1],
  ])('finds %s', async (name, models) => {
    const { out } = await allways(['list', name]);
    expect(out.match(/^\S/gm)).toHaveLength(models);
  });

  test('finds a model outside the folder of models, with its properties beside it', async () => {
    const { code, out } = await allways(['check', join(project, 'models/door/model.ts')], {
      folder,
    });
    expect(code).toBe(1);
    expect(out).toContain('✓ it is open or shut: holds');
  });

  test('assumes fairness for all, for some, or as the configuration says', async () => {
    expect((await allways(['check', 'door'])).code).toBe(1);
    expect((await allways(['check', 'door', '--fairness', 'weak'])).code).toBe(0);
    expect((await allways(['check', 'door', '-f', 'weak:somebody'])).code).toBe(0);
    expect(
      (await allways(['check', 'door', '-f', 'weak', '-f', 'strong:somebody.open'])).code,
    ).toBe(0);
    expect((await allways(['check', 'door', '-f', 'strong:somebody', '-f', 'none'])).code).toBe(1);
    const config = ['--config', join(project, 'fair.config.ts')];
    expect((await allways(['check', 'door', ...config])).code).toBe(0);
    expect((await allways(['check', 'door', '-f', 'none', ...config])).code).toBe(1);
    const all = ['--config', join(project, 'all-fair.config.ts')];
    expect((await allways(['check', 'door', ...all])).code).toBe(0);
    const cut = await allways(['check', 'clock', ...all]);
    expect(cut.out.match(/ended by the limit of 3 states/g)).toHaveLength(2);
  });

  test('ends at limits, and says that nothing is decided', async () => {
    const { code, out } = await allways(['check', 'till', '-s', 'cashiers=4', '--states', '1_0']);
    expect(code).toBe(2);
    expect(out).toContain('ended by the limit of 10 states');
    expect((await allways(['check', 'till', '--depth', '2'])).code).toBe(2);
    expect((await allways(['check', 'till', '--seconds', '60', '--memory', '100000'])).code).toBe(
      1,
    );
  });

  test('ends when it is interrupted, with what was found so far', async () => {
    const { code, out } = await allways(['check', 'till'], { signal: AbortSignal.abort() });
    expect(code).toBe(2);
    expect(out).toContain('interrupted');
  });

  test('shows coverage, searches up to symmetry, and with threads', async () => {
    const { out } = await allways(['check', 'till', '-w', 'atomic', '--coverage']);
    expect(out).toContain('cashier 1.write  2 times in 2 states');
    const symmetric = ['--symmetric', 'cashier 1,cashier 2', '--workers', '2'];
    expect((await allways(['check', 'till', '-w', 'atomic', ...symmetric])).out).toContain(
      'up to symmetry',
    );
  });

  test('shows other ways to violate a property, and the one with the fewest switches', async () => {
    const two = await allways(['check', 'till', '--counterexamples', '2']);
    expect(two.code).toBe(1);
    expect(two.out).toContain('\nAnother way (2 of 2): ends with cashier 1.write, after 4 steps\n');
    expect(two.out).not.toContain('3 of');
    const json = await allways(['check', 'till', '--counterexamples', '9', '--json']);
    const { properties } = JSON.parse(json.out) as {
      properties: { others?: { says: string; trace: { actions: unknown[] } }[] }[];
    };
    expect(
      properties.map(({ others }) => others?.map(({ trace }) => trace.actions.length)),
    ).toEqual([undefined, [4]]);
    const few = await allways(['check', 'till', '--prefer', 'fewest-switches']);
    expect(few.code).toBe(1);
    expect(few.out).not.toContain('Another way');
    const wrong = await allways(['check', 'till', '--prefer', 'shortest']);
    expect(wrong).toMatchObject({ code: 3, out: '' });
    expect(wrong.err).toContain('Give fewest-switches.');
  });

  test('prints JSON: of one model its result, of several a list', async () => {
    const one = JSON.parse((await allways(['check', 'till', '--json'])).out) as unknown;
    expect(one).toMatchObject({ model: 'till', verdict: 'violated', distinct: 14 });
    expect(one).toMatchObject({
      properties: [{ trace: { model: 'till' } }, { verdict: 'violated' }],
    });
    const all = JSON.parse((await allways(['check', '--json'])).out) as { model: string }[];
    expect(all.map(({ model }) => model)).toEqual(['a door', 'clock of 12', 'clock of 24', 'till']);
  });

  test('records what it finds, and replays it', async () => {
    writeFileSync(
      join(folder, 'allways.config.ts'),
      `export default {
        models: ${JSON.stringify(join(project, 'models'))},
        properties: ${JSON.stringify(join(project, 'properties'))},
        counterexamples: 'kept',
      };`,
    );
    const { code, err } = await allways(['check', 'till', '--record'], { folder });
    expect(code).toBe(1);
    expect(err).toMatch(
      /^The counterexample is recorded in .*kept\/till\/no-coin-is-lost\.json\.\nReplay it: npx allways replay .*\.json\n$/,
    );
    expect(readdirSync(join(folder, 'kept/till'))).toEqual(['no-coin-is-lost.json']);
    const again = await allways(['replay'], { folder });
    expect(again.code).toBe(1);
    expect(again.out).toContain(
      '✗ kept/till/no-coin-is-lost.json: violates "no coin is lost": it does not hold\n',
    );
    expect(again.out).toContain(' 4    ✗  cashier 2  write');
    expect(again.out).toMatch(/1 recordings?: 0 as expected, 1 not\.\n$/);
  });
});

describe('files for other tools', () => {
  test('are written where somebody says, and written anew', async () => {
    const at = (file: string) => join(folder, file);
    const options = [
      '--mermaid',
      at('a/way.md'),
      '--itf',
      at('way.itf.json'),
      '--junit',
      at('all.xml'),
    ];
    const { code, err } = await allways(['check', 'till', ...options]);
    expect(code).toBe(1);
    expect(err.split('\n')).toEqual([
      `The sequence diagram is in ${at('a/way.md')}.`,
      `The trace is in ${at('way.itf.json')}.`,
      `The JUnit report is in ${at('all.xml')}.`,
      '',
    ]);
    expect(readFileSync(at('a/way.md'), 'utf8')).toMatch(
      /^```mermaid\n---\ntitle: "no coin is lost"\n---\nsequenceDiagram\n[^]*\n```\n$/,
    );
    expect(readFileSync(at('way.itf.json'), 'utf8')).toContain('"description": "no coin is lost"');
    expect(readFileSync(at('all.xml'), 'utf8')).toContain('<testsuites name="allways" tests="2"');
    expect((await allways(['check', 'till', ...options])).code).toBe(1);
    const plain = await allways(['check', 'till', '--mermaid', at('way.mmd')]);
    expect(plain.code).toBe(1);
    expect(readFileSync(at('way.mmd'), 'utf8')).toMatch(
      /^---\ntitle: .*\n---\nsequenceDiagram\n[^]*\n$/,
    );
    expect((await allways(['check', 'till', '--mermaid', at('way.mmd')])).code).toBe(1);
  });

  test('say so where there is no trace', async () => {
    const file = join(folder, 'way.mmd');
    const { code, err } = await allways(['check', 'till', '-w', 'atomic', '--mermaid', file]);
    expect(code).toBe(0);
    expect(err).toBe(`Nothing is violated, so there is no trace for ${file}.\n`);
    expect(existsSync(file)).toBe(false);
  });

  test('never take the place of another file, or of a folder', async () => {
    const file = join(folder, 'mine.json');
    writeFileSync(file, '{}');
    expect(await allways(['check', 'till', '--itf', file])).toEqual({
      code: 3,
      out: '',
      err: `${file} is there already and is not a trace; name another file, or move it away.\n`,
    });
    expect(readFileSync(file, 'utf8')).toBe('{}');
    expect((await allways(['check', 'till', '--junit', folder])).code).toBe(3);
    writeFileSync(file, '');
    expect((await allways(['check', 'till', '--itf', file])).code).toBe(1);
  });
});

describe('replay', () => {
  test('is content where each recording does what it expects', async () => {
    const { code, out } = await allways(['replay', 'recordings/well']);
    expect(out.trimEnd().split('\n')).toEqual([
      '✓ recordings/well/fixed.json: fixed; keep it as a test',
      '✓ recordings/well/gone.json: no longer possible: at step 1, cashier 1.read cannot be taken there; possible instead: cashier 1.write, cashier 2.write',
      '✓ recordings/well/on-purpose.json: still violates "no coin is lost", as it should',
      '3 recordings: 3 as expected, 0 not.',
    ]);
    expect(code).toBe(0);
    const shown = await allways(['replay', 'recordings/well', '--timeline']);
    expect(shown.out).toContain('✗  cashier 2  write');
  });

  test('says what does not, and of what model there is none', async () => {
    const { code, out } = await allways(['replay', 'recordings/other/not-violated.json']);
    expect(code).toBe(1);
    expect(out).toContain(
      'no longer violates "no coin is lost"; if that is meant, set "expect" to',
    );
    const json = await allways(['replay', 'recordings/other/not-violated.json', '--json']);
    expect(JSON.parse(json.out)).toMatchObject([{ outcome: 'no longer violated', model: 'till' }]);
    const unknown = await allways(['replay', 'recordings/other/unknown.json']);
    expect(unknown).toMatchObject({ code: 3, err: '' });
    expect(unknown.out).toContain(
      '✗ recordings/other/unknown.json is of model "tull", which is none of those here; did you mean till?\n',
    );
  });

  test('refuses a path where there is nothing', async () => {
    expect((await allways(['replay', 'nowhere'])).err).toMatch(
      /^There is no file or folder ".*nowhere"/,
    );
    expect((await allways(['replay'], { folder })).code).toBe(3);
    mkdirSync(join(folder, 'empty'));
    expect((await allways(['replay', 'empty'], { folder })).code).toBe(3);
  });
});

describe('sample', () => {
  test('finds and shrinks, and finds it again', async () => {
    const { code, out } = await allways(['sample', 'till', '--seed', '1', '--runs', '50']);
    expect(code).toBe(1);
    expect(out).toContain('✗ no coin is lost: violated in 4 steps');
    const [, path = ''] = /path: "([^"]+)"/.exec(out) ?? [];
    const again = await allways(['sample', 'till', '--seed', '1', '--path', path]);
    expect(again.out).toContain('✗ no coin is lost: violated in 4 steps');
  });

  test('proves nothing', async () => {
    const options = [
      '--schedule',
      'pct',
      '--steps',
      '9',
      '--seconds',
      '60',
      '--runs',
      '5',
      '-w',
      'atomic',
    ];
    const { code, out } = await allways(['sample', 'till', ...options]);
    expect(code).toBe(2);
    expect(out).toContain('? no coin is lost: undecided');
  });

  test('of several models shows one counterexample each, or JSON', async () => {
    const { code, out } = await allways(['sample', 'door', 'till', '--seed', '1']);
    expect(code).toBe(1);
    expect(out.match(/^How /gm)).toHaveLength(1);
    const { out: json } = await allways(['sample', 'till', '--seed', '1', '--json']);
    expect(JSON.parse(json)).toMatchObject({ model: 'till', seed: 1 });
    const list = await allways(['sample', 'door', 'till', '--seed', '1', '--json']);
    expect(JSON.parse(list.out)).toHaveLength(2);
  });
});

describe('compare', () => {
  test('shows which sets of safeguards are enough', async () => {
    const { code, out } = await allways(['compare', 'till']);
    expect(code).toBe(0);
    expect(out).toContain('Never matters: bell.');
    expect(out).toContain('✗4 all together: no coin is lost');
  });

  test('says by its exit code that none is, or that nobody knows', async () => {
    expect((await allways(['compare', 'till', '-s', 'coin=3'])).code).toBe(1);
    const ended = await allways(['compare', 'till'], { signal: AbortSignal.abort() });
    expect(ended.code).toBe(2);
  });

  test('takes its options, and prints JSON', async () => {
    const options = ['--at-most', '1', '--seconds', '60', '-f', 'weak', '-p', 'coin', '--json'];
    const { code, out } = await allways(['compare', 'till', ...options]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      system: 'till',
      sets: 3,
      together: { minimal: [{ on: ['atomic'] }] },
    });
  });

  test('refuses a model', async () => {
    expect(await allways(['compare', 'door'])).toEqual({
      code: 3,
      out: '',
      err: 'door is a model, and has no safeguards to compare; check it instead.\n',
    });
  });
});

describe('estimate', () => {
  test('counts how often a property breaks where steps take time', async () => {
    const options = ['--takes', '*=exponential(1)', '--seed', '1', '--runs', '200'];
    const { code, out } = await allways(['estimate', 'till', ...options]);
    expect(code).toBe(1);
    expect(out).toMatch(/no coin is lost.*broken in \d+ of 200 runs/);
    const json = await allways(['estimate', 'till', '--json', ...options]);
    expect(JSON.parse(json.out)).toMatchObject({ model: 'till', runs: 200, seed: 1, per: 'run' });
  });

  test('never says that something holds, however many runs there are', async () => {
    const never = await allways(['estimate', 'till', '-w', 'atomic', '-t', '*=2', '--runs', '9']);
    expect(never.code).toBe(2);
  });

  test('takes times of the configuration, and other times for some steps', async () => {
    const config = ['--config', 'timed.config.ts', '--json', '--seed', '1'];
    const first = await allways(['estimate', 'till', ...config]);
    expect(JSON.parse(first.out)).toMatchObject({ runs: 7, per: 'cashier 1.write', simulated: 14 });
    const slow = ['-t', 'cashier 2=uniform(8,8)', '--per', 'run', '--runs', '2', '--time', '99'];
    const second = await allways(['estimate', 'till', ...config, ...slow]);
    expect(JSON.parse(second.out)).toMatchObject({ runs: 2, per: 'run', simulated: 32 });
    const cut = await allways(['estimate', 'till', ...config, '--steps', '1']);
    expect(JSON.parse(cut.out)).toMatchObject({ runs: 7, steps: 7 });
  });

  test('leaves out what no run can decide, unless somebody asks for it', async () => {
    const options = ['-t', '*=1', '--runs', '3', '--json'];
    const { out } = await allways(['estimate', 'door', ...options]);
    expect(JSON.parse(out)).toMatchObject({ properties: [{ name: 'it is open or shut' }] });
    const asked = await allways(['estimate', 'door', ...options, '-p', 'in the end']);
    expect(asked.code).toBe(3);
    expect(asked.err).toContain('estimate cannot ask "it opens in the end"');
  });

  test.each([
    ['fixed(3)', 6],
    ['3', 6],
    ['empirical(4, 4)', 8],
    ['logNormal(5,5)', 10],
    ['never', 0],
  ])('knows %s', async (time, simulated) => {
    const options = ['-t', `*=${time}`, '-s', 'cashiers=1', '--runs', '1', '--json'];
    const { out } = await allways(['estimate', 'till', ...options]);
    expect((JSON.parse(out) as { simulated: number }).simulated).toBeCloseTo(simulated);
  });
});

describe('audit', () => {
  test('answers a checklist by the evidence that stands beside the properties', async () => {
    const { code, out } = await allways(['audit', 'till', '--how']);
    expect(code).toBe(1);
    expect(out).toContain('till: 3 yes, 2 no, 18 not modelled\n');
    expect(out).toContain('How "no coin is lost" is violated');
    const options = ['-w', 'atomic', '-f', 'weak', '--states', '2', '--seconds', '60', '--json'];
    const cut = await allways(['audit', 'till', ...options]);
    expect(cut.code).toBe(2);
    expect(JSON.parse(cut.out)).toMatchObject({ system: 'till', counts: { no: 0 } });
  });

  test('says what it can where there is no evidence', async () => {
    const { code, out } = await allways(['audit', 'door']);
    expect(code).toBe(1);
    expect(out).toContain('a door: ');
    expect(out).toContain('not modelled');
  });
});

describe('init', () => {
  test('writes a first model, of which a coin gets lost, and never over what is there', async () => {
    const { code, out } = await allways(['init'], { folder });
    expect(code).toBe(0);
    expect(out.split('\n').slice(0, 3)).toEqual([
      'wrote models/till.ts',
      'wrote properties/till.ts',
      'wrote test/till.test.ts',
    ]);
    const checked = await allways(['check', 'till'], { folder });
    expect(checked.code).toBe(1);
    expect(checked.out).toContain('✗ no coin is lost: violated in 4 steps');
    const audited = await allways(['audit', 'till'], { folder });
    expect(audited.code).toBe(1);
    expect(audited.out).toContain('✗4 no coin is lost\nStep by step: add --how.\n');
    const compared = await allways(['compare', 'till'], { folder });
    expect(compared.code).toBe(0);
    const test = readFileSync(join(folder, 'test/till.test.ts'), 'utf8');
    expect(test).toContain('toViolate(noCoinIsLost, { steps: 4 })');

    rmSync(join(folder, 'properties'), { recursive: true });
    const again = await allways(['init'], { folder });
    expect(again.code).toBe(3);
    expect(again.err).toBe(
      'There is models/till.ts and test/till.test.ts already; nothing was written. Move it away, or start from it.\n',
    );
    expect(existsSync(join(folder, 'properties'))).toBe(false);
  });
});

describe('list', () => {
  test('shows what the other commands can be told', async () => {
    const { code, out } = await allways(['list']);
    expect(code).toBe(0);
    expect(out.split('\n')).toEqual([
      'door  a door',
      '  properties',
      '    it is open or shut',
      '    it opens in the end',
      '',
      'more/clock: clock of 12  clock of 12',
      `  ${clockUnasked}`,
      '',
      'more/clock: clock of 24  clock of 24',
      `  ${clockUnasked}`,
      '',
      'till',
      '  safeguards',
      '    atomic  Reading and writing are one step.',
      '    bell    A bell rings; nobody hears it.',
      '  parameters',
      '    cashiers=2',
      '    coin=1 (1 to 5)',
      '    careful=false',
      '    label=till',
      '  properties',
      '    all can be done',
      '    no coin is lost',
      '',
    ]);
    const json = JSON.parse((await allways(['list', '--json'])).out) as { name: string }[];
    expect(json[3]).toMatchObject({
      name: 'till',
      parameters: { coin: 1 },
      bounds: { coin: { min: 1, max: 5 } },
    });
    expect(json[0]).toMatchObject({ name: 'door', parameters: {}, bounds: {} });
  });
});

describe('wrong use is answered in one sentence, with exit code 3', () => {
  test.each([
    ['check tilll', 'There is no model "tilll"; did you mean till?'],
    ['check clokc', 'There is no model "clokc"; did you mean more/clock?'],
    [
      'check window',
      'There is no model "window"; in models there are door, more/clock, more/shared, till.',
    ],
    [
      'check models/more/shared.ts',
      'models/more/shared.ts exports no model: names is a list; export what defineModel, defineSystem, fromReducer or defineProgram made.',
    ],
    [
      'check till --html --json',
      "option '--html <file>' argument '--json' is invalid. It is a flag; give a value before it.",
    ],
    ['help nope', 'There is no command "nope"; allways help shows all.'],
    [
      'check till --watch --json',
      '--watch shows what changed to people; leave out --watch or --json.',
    ],
    [
      'check till --html --secnods=5',
      "option '--html <file>' argument '--secnods=5' is invalid. It looks like a flag; give a value before it.",
    ],
    [
      'sample till --seed -p coin',
      "option '--seed <number>' argument '-p' is invalid. It is a flag; give a value before it.",
    ],
    ['check till --with atomc', 'System "till" has no safeguard "atomc"; did you mean atomic?'],
    [
      'check till --set cashier=3',
      'System "till" has no parameter "cashier"; did you mean cashiers?',
    ],
    [
      'check till --set cashiers=many',
      'System "till": parameter cashiers is a number, not "many"; write --set cashiers=2.',
    ],
    [
      'check till --set coin=6',
      'System "till": parameter coin is 6; give a whole number from 1 to 5.',
    ],
    [
      'compare till --set coin=1.5',
      'System "till": parameter coin is 1.5; give a whole number from 1 to 5.',
    ],
    [
      'check till --set cashiers',
      'System "till": parameter cashiers is a number, not ""; write --set cashiers=2.',
    ],
    [
      'check till --set careful=maybe',
      'System "till": parameter careful is true or false, not "maybe"; write --set careful=false.',
    ],
    [
      'check till --set label',
      'System "till": parameter label is a text, not ""; write --set label=till.',
    ],
    [
      'check till --property coins',
      'till has no property "coins"; it has "all can be done", "no coin is lost".',
    ],
    [
      'check till --property no_coin_is_lost',
      'till has no property "no_coin_is_lost"; it has "all can be done", "no coin is lost".',
    ],
    ['check clock --property x', clockUnasked],
    [
      'check door --with lock --set a=1',
      'door is a model, and has no safeguards and no parameters; only a system has, as defineSystem makes it.',
    ],
    ['check door --config nowhere.ts', 'There is no configuration nowhere.ts.'],
    ['chekc', "unknown command 'chekc'\n(Did you mean check?)"],
    ['check --jsn', "unknown option '--jsn'\n(Did you mean --json?)"],
    [
      'check till --states none',
      "option '--states <number>' argument 'none' is invalid. Give a whole number, 1 or more.",
    ],
    [
      'check till --seconds 0',
      "option '--seconds <number>' argument '0' is invalid. Give a number above 0.",
    ],
    [
      'sample till --seed x',
      "option '--seed <number>' argument 'x' is invalid. Give a whole number.",
    ],
    [
      'check till --fairness some',
      "option '-f, --fairness <kind>' argument 'some' is invalid. Give weak, strong, none, or weak:name for an actor or actor.step.",
    ],
    [
      'estimate till --takes 5',
      'option \'-t, --takes <step=time>\' argument \'5\' is invalid. Write step=duration: "*=exponential(60)", "worker.write=2".',
    ],
    [
      'estimate till --takes *=expnential(3)',
      "option '-t, --takes <step=time>' argument '*=expnential(3)' is invalid. There is no duration \"expnential(3)\"; did you mean exponential?",
    ],
    [
      'estimate till --takes *=soon',
      "option '-t, --takes <step=time>' argument '*=soon' is invalid. There is no duration \"soon\"; there are fixed, uniform, exponential, logNormal, empirical, never.",
    ],
    [
      'estimate till --takes *=-(',
      "option '-t, --takes <step=time>' argument '*=-(' is invalid. There is no duration \"-(\"; there are fixed, uniform, exponential, logNormal, empirical, never.",
    ],
    [
      'estimate till --takes *=uniform(3)',
      "option '-t, --takes <step=time>' argument '*=uniform(3)' is invalid. duration.uniform: the longest time is NaN; give seconds, 0 or more.",
    ],
    [
      'estimate till --takes *=-1',
      "option '-t, --takes <step=time>' argument '*=-1' is invalid. duration.fixed: the time is -1; give seconds, 0 or more.",
    ],
    ['compare', "missing required argument 'model'"],
  ])('%s', async (given, says) => {
    const { code, out, err } = await allways(given.split(' '));
    expect({ code, out, err }).toEqual({ code: 3, out: '', err: `${says}\n` });
  });

  test('a folder without models is told how to get one', async () => {
    const { code, err } = await allways(['check'], { folder });
    expect(code).toBe(3);
    expect(err).toBe(
      'There is no folder models; name the file of a model, or write a first one: allways init.\n',
    );
    expect((await allways(['check', 'x'], { folder })).err).toBe(
      'There is no model "x"; there is none in models either.\n',
    );
  });

  test('a module that cannot be loaded is named, with the reason', async () => {
    writeFileSync(join(folder, 'broken.ts'), 'throw new Error("out of order");');
    const { code, err } = await allways(['check', 'broken.ts'], { folder });
    expect(code).toBe(3);
    expect(err).toBe('broken.ts cannot be loaded: Error: out of order\n');
  });

  test('an option that the configuration does not have', async () => {
    writeFileSync(join(folder, 'allways.config.ts'), 'export default { model: "here" };');
    const { code, err } = await allways(['check'], { folder });
    expect(code).toBe(3);
    expect(err).toBe('allways.config has no option "model"; did you mean models?\n');
  });

  test('what was not foreseen is shown whole', async () => {
    const { code, err } = await allways([
      'check',
      'till',
      '--html',
      join(project, 'models/till.ts/y'),
    ]);
    expect(code).toBe(3);
    expect(err).toContain('till.ts');
  });
});

describe('help', () => {
  test('teaches, with examples that fit a terminal', async () => {
    const { code, out } = await allways(['--help']);
    expect(code).toBe(0);
    expect(out).toContain('Exit codes: 0 everything holds, 1 something is violated,');
    for (const command of [
      'check',
      'sample',
      'replay',
      'compare',
      'estimate',
      'audit',
      'list',
      'init',
    ]) {
      const help = await allways([command, '--help']);
      expect(help.code).toBe(0);
      expect(help.out).toContain(`  $ allways ${command}`);
      expect(`${out}${help.out}`.split('\n').filter((line) => stringWidth(line) > 80)).toEqual([]);
    }
  });

  test('is shown where nothing is asked', async () => {
    const { code, err } = await allways([]);
    expect(code).toBe(3);
    expect(err).toContain('Usage: allways');
    expect((await allways(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
