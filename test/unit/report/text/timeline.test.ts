import { describe, expect, test } from 'vitest';
import {
  actor,
  defineModel,
  follow,
  fromReducer,
  plainStyle,
  timeline,
  type Action,
} from 'allways';
import { account } from '../../../../models/bank-account/model.js';
import { withoutUnicode } from '../../../../src/report/text/style.js';

const read = (name: string): Action => ({ actor: name, step: 'read' });
const write = (name: string): Action => ({ actor: name, step: 'write' });
const lost = [read('deposit'), read('withdraw'), write('deposit'), write('withdraw')];

interface Race {
  log: string[];
}

const runner = (name: string, says: string) =>
  actor<Race>(name, {
    run: {
      when: (s) => {
        if (s.log.length === 9) throw new RangeError('no room');
        return true;
      },
      then: (s) => {
        s.log.push(name);
      },
      says,
    },
  });

const race = defineModel<Race>({
  name: 'race',
  initial: { log: [] },
  actors: [runner('idler', 'idles'), runner('tortoise', 'crawls'), runner('hare', 'runs')],
});
const run = (name: string): Action => ({ actor: name, step: 'run' });
const raceOf = (...names: string[]) => follow(race, names.map(run)).trace;

describe('a timeline', () => {
  test('has a lane for each actor, and what each step changed', () => {
    expect(timeline(follow(account, lost).trace)).toBe(
      [
        '    deposit',
        '    │ withdraw',
        ' 1  ●    deposit   reads a balance of 1000',
        ' 2  │ ●  withdraw  reads a balance of 1000',
        ' 3  ● │  deposit   writes 1000 + 100',
        ' 4    ✗  withdraw  writes 1000 - 50',
        '',
        'Step 4: withdraw knows balance as of step 2, not of the write in step 3.',
        '',
        'What each step changed:',
        ' 1  read.deposit null → 1000',
        ' 2  read.withdraw null → 1000',
        ' 3  balance 1000 → 1100',
        "    done[0] + 'deposit'",
        ' 4  balance 1100 → 950',
        "    done[1] + 'withdraw'",
      ].join('\n'),
    );
  });

  test('shows the slow actor as a long line, and says how long', () => {
    const drawn = timeline(raceOf('tortoise', 'hare', 'hare', 'hare', 'tortoise', 'hare'));
    expect(drawn.split('\n').slice(0, 8)).toEqual([
      '    tortoise',
      '    │ hare',
      ' 1  ●    tortoise  crawls',
      ' 2  ┃ ●  hare      runs',
      ' 3  ┃ ●  hare      runs',
      ' 4  ┃ ●  hare      runs',
      ' 5  ● │  tortoise  after 3 steps of others, crawls',
      ' 6    ✗  hare      runs',
    ]);
  });

  test('calls nobody slow for two steps', () => {
    const drawn = timeline(raceOf('tortoise', 'hare', 'hare', 'tortoise'));
    expect(drawn).not.toContain('after');
    expect(drawn).not.toContain('┃');
  });

  test('marks the last step as a goal where it is one', () => {
    const drawn = timeline(raceOf('hare'), { ends: 'goal' });
    expect(drawn.split('\n').slice(0, 2)).toEqual(['    hare', ' 1  ●  hare  runs']);
  });

  test('keeps to the width, and lanes go on beside the lines of a long step', () => {
    const style = { ...plainStyle, columns: 44 };
    const drawn = timeline(raceOf('hare', 'tortoise', 'tortoise', 'tortoise', 'hare', 'tortoise'), {
      style,
    });
    expect(drawn.split('\n').slice(2, 10)).toEqual([
      ' 1    ●  hare      runs',
      ' 2  ● ┃  tortoise  crawls',
      ' 3  ● ┃  tortoise  crawls',
      ' 4  ● ┃  tortoise  crawls',
      ' 5  │ ●  hare      after 3 steps of others,',
      '    │              runs',
      ' 6  ✗    tortoise  crawls',
      '',
    ]);
  });

  test('knows how to do without Unicode', () => {
    const style = withoutUnicode(plainStyle);
    const drawn = timeline(follow(account, lost).trace, { style });
    // oxlint-disable-next-line no-control-regex
    expect(drawn).toMatch(/^[\u0000-\u007f]*$/);
    expect(drawn).toContain(' 4    X  withdraw  writes 1000 - 50');
    expect(drawn).toContain(' 3  balance 1000 -> 1100');
  });

  test('ends with the step that threw', () => {
    const drawn = timeline(raceOf(...Array<string>(10).fill('hare')));
    expect(drawn).toContain(' 10  ✗  hare  hare.run: when threw RangeError: no room\n');
    expect(drawn).toMatch(/ 10 {2}nothing: it threw$/);
  });

  test('without steps shows the initial state', () => {
    expect(timeline(follow(account, []).trace)).toBe(
      [
        'In the initial state:',
        '  balance + 1000',
        '  done + []',
        '  read + { deposit: null, withdraw: null }',
      ].join('\n'),
    );
  });

  test('of a reducer has lanes as its actors show up, and says where nothing changed', () => {
    const counter = fromReducer({
      initial: 0,
      actions: () => [
        { type: 'add', actor: 'b' },
        { type: 'stay', actor: 'a' },
      ],
      reduce: (n: number, { type }) => (type === 'add' ? n + 1 : n),
    });
    const [add, stay] = counter.actions(0);
    const { trace } = follow(
      counter,
      [add, stay, add].filter((one) => one !== undefined),
    );
    expect(timeline(trace)).toBe(
      [
        '    b',
        '    │ a',
        ' 1  ●    b  add',
        ' 2  │ ●  a  stay',
        ' 3  ✗    b  add',
        '',
        'What each step changed:',
        ' 1  state 0 → 1',
        ' 2  nothing',
        ' 3  state 1 → 2',
      ].join('\n'),
    );
  });

  test('cuts long values, not their places', () => {
    const long = defineModel<{ text: string; gone?: string }>({
      name: 'long',
      initial: { text: 'a'.repeat(99), gone: 'b'.repeat(99) },
      actors: [
        actor<{ text: string; gone?: string }>('writer', {
          write: {
            then: (s) => {
              s.text = 'c'.repeat(99);
              delete s.gone;
            },
          },
        }),
      ],
    });
    const { trace } = follow(long, [{ actor: 'writer', step: 'write' }]);
    const style = { ...plainStyle, columns: 60 };
    expect(timeline(trace, { style }).split('\n').slice(-2)).toEqual([
      ` 1  gone - '${'b'.repeat(47)}…`,
      `    text '${'a'.repeat(22)}… → '${'c'.repeat(22)}…`,
    ]);
  });
});
