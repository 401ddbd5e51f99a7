/** Who was slow: an actor that could have acted while others did. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actor, defineModel, follow, mermaid, timeline, type Action, type Trace } from 'allways';
import { storyOf } from '../../../../src/report/html/story.js';
import { dataFlowOf } from '../../../../src/analysis/data-flow.js';
import { swimlanesOf } from '../../../../src/analysis/swimlanes.js';
import { arbitraryModel, modelOf } from '../../../support/arbitrary-model.js';

interface Room {
  readonly isOpen: boolean;
  readonly log: readonly string[];
}

const notes = (name: string, when: (s: Room) => boolean = () => true) =>
  actor<Room>(name, {
    run: {
      when,
      then: (s) => {
        s.log.push(name);
      },
    },
  });

/** A guest gets in only while the door is open. A reader may always act, and so may the door. */
const room = defineModel<Room>({
  name: 'room',
  initial: { isOpen: true, log: [] },
  actors: [
    notes('guest', (s) => s.isOpen),
    notes('reader'),
    actor<Room>('door', {
      turn: {
        then: (s) => {
          s.isOpen = !s.isOpen;
        },
      },
      creak: {
        then: (s) => {
          s.log.push('creak');
        },
      },
    }),
  ],
});

const stepOf: Readonly<Record<string, string>> = { turn: 'turn', creak: 'creak' };
const traceOf = (...names: readonly string[]) =>
  follow(
    room,
    names.map((name) => {
      const step = stepOf[name];
      return step === undefined ? { actor: name, step: 'run' } : { actor: 'door', step };
    }),
  ).trace;
/** The guest is blocked for longer than the reader waits between its two steps. */
const blocked = () =>
  traceOf('guest', 'turn', 'reader', 'creak', 'creak', 'creak', 'reader', 'turn', 'guest');

const pageOf = <State>(trace: Trace<State>) =>
  storyOf(
    { id: 'it', property: 'it', title: 'it', of: 'it', trace, ends: 'violation' },
    swimlanesOf(trace),
    dataFlowOf(trace),
  ).html.html;

describe('the thick line', () => {
  test('marks the actor that could have acted, and not one that was blocked for longer', () => {
    expect(timeline(blocked()).split('\n\n')[0]).toBe(
      [
        '    guest',
        '    │ reader',
        '    │ │ door',
        ' 1  ●      guest   run',
        ' 2  │   ●  door    turn',
        ' 3  │ ● │  reader  run',
        ' 4  │ ┃ ●  door    creak',
        ' 5  │ ┃ ●  door    creak',
        ' 6  │ ┃ ●  door    creak',
        ' 7  │ ● │  reader  after 3 steps of others, run',
        ' 8  │   ●  door    turn',
        ' 9  ✗      guest   run',
      ].join('\n'),
    );
  });

  test('marks none if all that waited were blocked', () => {
    const drawn = timeline(traceOf('guest', 'turn', 'creak', 'creak', 'creak', 'turn', 'guest'));
    expect(drawn).not.toMatch(/┃|after/);
  });

  test('tells apart the steps of others and those in which the actor could have acted', () => {
    const trace = traceOf('guest', 'reader', 'reader', 'creak', 'turn', 'creak', 'turn', 'guest');
    const says = 'after 6 steps of others (it could act in 4),';
    expect(timeline(trace)).toContain(` 8  ✗      guest   ${says} run`);
    expect(timeline(trace)).toContain(' 2  ┃ ●    reader  run');
    expect(mermaid(trace)).toContain(`Note over a0: 8. ${says} run`);
    expect(pageOf(trace)).toContain(`<span class="slow">${says}</span>`);
  });

  test('marks the same actor in a diagram and on the page', () => {
    const says = 'after 3 steps of others,';
    expect(mermaid(blocked()).match(/after .* of others.*/g)).toEqual([`${says} run`]);
    const page = pageOf(blocked());
    expect(page.match(/after .* of others,/g)).toEqual([says]);
    // From step 3 to step 7, in the lane of the reader.
    expect(page.match(/class="wait long" style="[^"]*"/g)).toEqual([
      'class="wait long" style="grid-area:5/4/9/5"',
    ]);
  });
});

describe('how long an actor waited', () => {
  /** The plain way: for each step of others, ask the model whether the actor could act. */
  const plainly = <State>({
    model,
    states,
    actions,
  }: Trace<State>): (readonly [number, number])[] =>
    actions.map(({ actor: name }, index) => {
      const before = actions.slice(0, index).findLastIndex((one) => one.actor === name);
      if (before < 0) return [0, 0];
      const between = states.slice(before + 1, index);
      const able = between.filter((state) =>
        model.enabled(state).actions.some((action) => action.actor === name),
      );
      return [between.length, able.length];
    });

  test('is what one finds by asking in each state', () => {
    const choices = fc.array(fc.nat({ max: 99 }), { minLength: 10, maxLength: 30 });
    fc.assert(
      fc.property(arbitraryModel(), choices, (description, wanted) => {
        const model = modelOf(description);
        const states = model.initial.slice(0, 1);
        const actions: Action[] = [];
        for (const choice of wanted) {
          const state = states.at(-1);
          const possible = state === undefined ? [] : model.enabled(state).actions;
          const action = possible[choice % possible.length];
          if (state === undefined || action === undefined) break;
          states.push(model.reduce(state, action));
          actions.push(action);
        }
        const trace = { model, states, actions };
        expect(swimlanesOf(trace).steps.map(({ others, waited }) => [others, waited])).toEqual(
          plainly(trace),
        );
      }),
      { numRuns: 50, seed: 24 },
    );
  });

  test('is asked once for each state, however long the trace is', () => {
    const flip = (name: string) =>
      actor<{ on: boolean }>(name, { flip: { then: (s) => ({ on: !s.on }) } });
    const lamp = defineModel({
      name: 'lamp',
      initial: { on: false },
      actors: [flip('guest'), flip('host')],
    });
    const names = Array.from({ length: 3000 }, (_, at) => (at % 700 === 0 ? 'guest' : 'host'));
    const { trace } = follow(
      lamp,
      names.map((name) => ({ actor: name, step: 'flip' })),
    );
    let asked = 0;
    const model = {
      ...lamp,
      enabled: (state: { on: boolean }) => {
        asked++;
        return lamp.enabled(state);
      },
    };
    const { steps: rows } = swimlanesOf({ ...trace, model });
    expect(rows.flatMap(({ waited }) => (waited > 0 ? [waited] : [])).slice(0, 3)).toEqual([
      699, 1, 699,
    ]);
    expect(asked).toBeLessThanOrEqual(3000);
  });

  test('counts all steps of others if the model cannot tell who could act', () => {
    const model = {
      ...room,
      enabled: () => {
        throw new Error('A guard is no guard.');
      },
    };
    expect(timeline({ ...blocked(), model })).toContain(
      ' 9  ✗      guest   after 7 steps of others',
    );
  });
});
