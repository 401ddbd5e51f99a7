import { actor, step, type Switches } from 'allways';
import type { Traffic } from './request.js';
import type { LoadBalancerSafeguard } from './safeguards.js';
import {
  copyOf,
  inWords,
  listOf,
  newest,
  requestNumbers,
  requestOf,
  toOld,
  updatesTo,
  type Mesh,
} from './state.js';

/** Sends requests to endpoints of its copy of the list, which others replace at some time. */
export function proxy(
  name: string,
  on: Switches<LoadBalancerSafeguard>,
  { known, send, sent }: Traffic,
  { forGood, staleCounts }: { forGood: boolean; staleCounts: boolean },
) {
  const self = (s: Mesh) => copyOf(s, name);
  const inbox = (s: Mesh) => updatesTo(s, name);
  const hasNewest = (s: Mesh): boolean =>
    inbox(s).some(({ version }) => version === newest(s)) ||
    (self(s).version === newest(s) && self(s).age === 0);
  const ask = (s: Mesh): void => {
    inbox(s).push({ version: newest(s), age: 0 });
  };
  /** Why it does not take a list; undefined where it does. */
  const refusal = (s: Mesh, version: number): string | undefined => {
    if (on.versionedUpdate && version < self(s).version) return `it has list ${self(s).version}`;
    if (on.neverEmpty && listOf(s, version).length === 0) return 'it is empty';
    return undefined;
  };
  const free = (s: Mesh): number | undefined =>
    requestNumbers(s).find((number) => requestOf(s, number).state === 'none');

  return actor<Mesh>(name, {
    send: step({
      choose: (s: Mesh) => known(s, name),
      when: (s) => free(s) !== undefined,
      then: (s, to) => {
        const number = free(s);
        if (number !== undefined) send(s, number, name, to);
      },
      says: (s, to) => `sends request ${free(s) ?? 0} to the ${to} endpoint${sent(s, to)}`,
      // There need not be any request.
      fairness: 'none',
    }),
    take: step({
      choose: (s: Mesh) => inbox(s).map(({ version }) => version),
      then: (s, version) => {
        const update = inbox(s).find((one) => one.version === version);
        s.updates[name] = inbox(s).filter((one) => one.version !== version);
        if (update === undefined || refusal(s, version) !== undefined) return;
        const copy = self(s);
        // The same list again may have been sent before the one that it has.
        copy.age = version === copy.version ? Math.min(copy.age, update.age) : update.age;
        copy.version = version;
      },
      says: (s, version) => {
        const why = refusal(s, version);
        if (why !== undefined) return `refuses list ${version}: ${why}`;
        const back = version < self(s).version ? `, over list ${self(s).version}` : '';
        return `takes list ${version}: ${inWords(listOf(s, version))}${back}`;
      },
      fairness: 'weak',
    }),
    renew: {
      when: (s) => on.lease && !self(s).cutOff && !hasNewest(s),
      then: ask,
      says: 'asks for the list again',
      fairness: 'weak',
    },
    tell: {
      when: (s) => staleCounts && !self(s).cutOff && self(s).told !== toOld(s, name),
      then: (s) => {
        self(s).told = toOld(s, name);
      },
      says: (s) => `tells that it waits for ${toOld(s, name)} of the old endpoint's answers`,
      fairness: 'weak',
    },
    cutOff: {
      when: (s) => !self(s).cutOff && s.left.cutOffs > 0,
      then: (s) => {
        s.left.cutOffs--;
        self(s).cutOff = true;
        s.updates[name] = [];
      },
      says: 'is cut off from the control plane, which it goes on without',
      fairness: 'none',
    },
    reconnect: {
      when: (s) => self(s).cutOff,
      then: (s) => {
        self(s).cutOff = false;
        if (!hasNewest(s)) ask(s);
      },
      says: 'is connected again, and asks for the list',
      fairness: forGood ? 'none' : 'weak',
    },
  });
}
