/** A call that crosses the boundary: the service performs it, and later the caller gets the answer. */
import { isPromise } from '../../validation/answer.js';
import { addAccess, type Access, type Area, type Footprint } from '../footprint.js';
import {
  nextNumber,
  numberAfter,
  running,
  serving,
  type Budget,
  type EventId,
  type PendingEvent,
  type RunningTask,
} from '../run/running.js';
import { argumentsInWords, choiceOf, inWords } from './words.js';

/** What went out as an answer: a value, which a timeline may show in another form, or an error. */
export type Answer =
  | { readonly isError: false; readonly value: unknown; readonly shown?: unknown }
  | { readonly isError: true; readonly value: unknown };

/** A service as calls need it. */
export interface Called {
  readonly name: string;
  readonly area: Area;
  readonly isAtomic: boolean;
  /** The budgets of faults; undefined for a fault that cannot happen. */
  readonly faults: {
    readonly failBefore?: Budget;
    readonly failAfter?: Budget;
    readonly loseReply?: Budget;
  };
}

/** One call. */
export interface Call {
  readonly task: RunningTask;
  readonly service: Called;
  readonly method: string;
  /** For words and recordings only. */
  readonly args: readonly unknown[];
  readonly touches: Footprint;
  /** Whether the caller may stop to wait before the answer comes. */
  readonly mayGiveUp?: boolean | undefined;
  /** Has the effect, and calls back with the answer: at once, or later. */
  readonly perform: (answered: (answer: Answer) => void) => void;
  /** Gives the caller the answer. */
  readonly answer: (answer: Answer) => void;
}

/** The numbers of the events of a call, from its first number on. */
const variant = {
  perform: 0,
  answer: 1,
  failBefore: 2,
  failAfter: 3,
  loseReply: 4,
  drop: 5,
} as const;

/** The ways in which a call can go on when it is performed. */
type Fate = 'perform' | 'failBefore' | 'failAfter' | 'loseReply';

/** What each fate does to a call, in words. */
const fates: Record<Fate, string> = {
  perform: '',
  failBefore: ' and it fails',
  failAfter: ' and it fails, after it took effect',
  loseReply: ' and the reply is lost',
};

/** A call that is under way. */
interface Ongoing extends Call {
  /** The first of the numbers of its events. */
  readonly number: EventId;
  isPerformed: boolean;
  /** The caller waits no longer. */
  isAbandoned: boolean;
}

/**
 * Makes a call: its first event, with its alternatives if faults may happen, can happen from now on.
 *
 * @returns What to call if the caller waits no longer. There is no answer then, and a call that was not performed
 * may never be.
 */
export function makeCall(given: Call): () => void {
  const { task, service, method, args, touches, mayGiveUp, perform, answer } = given;
  const number = nextNumber(task);
  // The fields are written out because spreads, here and in the caller, took four tenths of the time of a search.
  const call: Ongoing = {
    task,
    service,
    method,
    args,
    touches,
    mayGiveUp,
    perform,
    answer,
    number,
    isPerformed: false,
    isAbandoned: false,
  };
  const asks = () => `${service.name}.${method}${argumentsInWords(args)}`;
  task.waitsFor.set(number, asks);
  const { faults } = service;
  task.run.add(performing(call, 'perform'));
  for (const fate of ['failBefore', 'failAfter', 'loseReply'] as const) {
    const budget = faults[fate];
    if (budget !== undefined) task.run.add(performing(call, fate, budget));
  }
  return () => abandon(call);
}

/** Whether a call was performed: what follows from giving up depends on it. */
const progressOf = ({ task, number }: Ongoing): Access => ({
  area: task.run.area('calls'),
  key: String(number),
  isWrite: true,
});

function abandon(call: Ongoing): void {
  const { task, service, method, args, number } = call;
  call.isAbandoned = true;
  task.run.touch(progressOf(call));
  task.waitsFor.delete(number);
  if (call.isPerformed) return;
  const step = `${service.name}.${method} drop`;
  task.run.add({
    id: numberAfter(number, variant.drop),
    group: number,
    task,
    what: step,
    touches: [],
    describe: () => ({
      action: { actor: task.name, step, ...choiceOf(args) },
      says: `gave up ${service.name}.${method}${argumentsInWords(args)} before it took effect`,
    }),
    happen: () => {},
  });
}

/** The event in which the service performs a call, or in which a fault happens to it. */
function performing(call: Ongoing, fate: Fate, budget?: Budget): PendingEvent {
  const { task, service, method, args, number } = call;
  const touches: Access[] = fate === 'failBefore' ? [] : [...call.touches];
  // With a budget, each fault takes from what is left for the others.
  if (budget !== undefined)
    addAccess(touches, { area: service.area, key: 'faults', isWrite: true });
  if (service.isAtomic) for (const access of task.touches) addAccess(touches, access);
  if (call.mayGiveUp === true) addAccess(touches, progressOf(call));
  const step =
    fate === 'perform' ? `${service.name}.${method}` : `${service.name}.${method} ${fate}`;
  return {
    id: numberAfter(number, variant[fate]),
    group: number,
    task,
    what: step,
    touches,
    call: {
      id: number,
      method: `${service.name}.${method}`,
      isPerformed: true,
      isAnswered: service.isAtomic && fate !== 'loseReply',
    },
    ...(budget === undefined ? {} : { budget }),
    describe: () => ({
      action: { actor: task.name, step, ...choiceOf(args) },
      says: `asks ${service.name}.${method}${argumentsInWords(args)}${fates[fate]}`,
    }),
    happen: () => {
      call.isPerformed = true;
      const fail = () =>
        settle(call, { isError: true, value: faultError(service.name, method, fate) });
      if (fate === 'failBefore') return fail();
      running.run(serving(task, number, call.touches), () =>
        call.perform((answer) => {
          if (fate === 'perform') settle(call, answer);
          else if (fate === 'failAfter') fail();
        }),
      );
    },
  };
}

/** The error of a call that fails by a fault. */
function faultError(service: string, method: string, fate: Fate): Error {
  const when = fate === 'failAfter' ? 'after it took effect' : 'before it took effect';
  return new Error(`${service}.${method} failed ${when}`);
}

/** Gives the caller the answer: in the same event if the service is atomic, otherwise in a later one. */
function settle(call: Ongoing, answer: Answer): void {
  const { task, service, method, number } = call;
  if (call.isAbandoned) return;
  const give = () => {
    task.waitsFor.delete(number);
    call.answer(answer);
  };
  if (service.isAtomic) return give();
  task.run.add({
    id: numberAfter(number, variant.answer),
    task,
    what: `${service.name} answers ${method}`,
    touches: task.touches,
    call: {
      id: number,
      method: `${service.name}.${method}`,
      isPerformed: false,
      isAnswered: true,
    },
    isEnabled: () => !call.isAbandoned,
    describe: () => ({
      action: { actor: service.name, step: 'answers', choice: `${task.name} ${method}` },
      says: inWordsFor(task.name, answer),
    }),
    happen: give,
  });
}

function inWordsFor(task: string, answer: Answer): string {
  if (answer.isError) return `fails ${task}: ${inWords(answer.value)}`;
  const shown = 'shown' in answer ? answer.shown : answer.value;
  return `answers ${task}${shown === undefined ? '' : `: ${inWords(shown)}`}`;
}

/** Calls, and calls back with what comes of it. */
export function answerOf(call: () => unknown, answered: (answer: Answer) => void): void {
  const failed = (error: unknown) => answered({ isError: true, value: error });
  let result: unknown;
  try {
    result = call();
  } catch (error) {
    failed(error);
    return;
  }
  if (!isThenable(result)) return answered({ isError: false, value: result });
  result.then((value) => answered({ isError: false, value }), failed);
}

/** Whether a value can be awaited. */
export const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  isPromise(Object(value) as object);
