import { actor, type Switches } from 'allways';
import type { LoadBalancerSafeguard } from './safeguards.js';
import { inWords, newest, listOf, type Endpoint, type Mesh } from './state.js';

/** Brings the new endpoint, which is up when it is listed, and takes the old one out of the list. */
export function deployment(on: Switches<LoadBalancerSafeguard>) {
  const lists = (s: Mesh, endpoint: Endpoint): boolean => listOf(s, newest(s)).includes(endpoint);
  const withNew = (s: Mesh): Endpoint[] => [...listOf(s, newest(s)), 'new'];
  const withoutOld = (s: Mesh): Endpoint[] =>
    listOf(s, newest(s)).filter((endpoint) => endpoint !== 'old');
  const publish = (s: Mesh, list: Endpoint[]): void => {
    s.lists.push(list);
    for (const [proxy, { cutOff }] of Object.entries(s.proxies)) {
      if (!cutOff) s.updates[proxy]?.push({ version: newest(s), age: 0 });
    }
  };
  const published = (s: Mesh, list: Endpoint[]): string =>
    `publishes list ${newest(s) + 1}: ${inWords(list)}`;
  return actor<Mesh>('deployment', {
    add: {
      when: (s) => !lists(s, 'new'),
      then: (s) => {
        publish(s, withNew(s));
      },
      says: (s) => published(s, withNew(s)),
    },
    takeOut: {
      when: (s) => lists(s, 'old') && (!on.makeBeforeBreak || lists(s, 'new')),
      then: (s) => {
        publish(s, withoutOld(s));
      },
      says: (s) => published(s, withoutOld(s)),
    },
  });
}
