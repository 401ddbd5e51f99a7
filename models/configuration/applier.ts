import { actor, step, type Switches } from 'allways';
import type { ConfigurationSafeguard } from './safeguards.js';
import { isThere, serverOf, type Configuration, type Hand } from './state.js';

/** Reads which version is wanted, and later gives it to a server. How much later, nobody knows. */
export function applier(name: string, on: Switches<ConfigurationSafeguard>) {
  const hand = (s: Configuration): Hand | null => s.appliers[name] ?? null;
  /** Why the server does not take it; undefined where it does. */
  const refusal = (s: Configuration, { server, version, epoch, saw }: Hand): string | undefined => {
    const now = serverOf(s, server);
    if (on.epoch && epoch < now.epoch) return 'it has had a newer change';
    if (on.compareVersion && now.version !== saw.version) return `it runs version ${now.version}`;
    if (on.compareRevision && now.epoch !== saw.epoch) return 'another change came in between';
    if (on.compareTarget && version !== s.target.version) {
      return `version ${s.target.version} is wanted by now`;
    }
    return undefined;
  };

  return actor<Configuration>(name, {
    read: step({
      choose: (s: Configuration) => Object.keys(s.servers),
      when: (s, server) => {
        const { pending, version } = serverOf(s, server);
        const strays = on.reconcile && version !== s.target.version;
        return hand(s) === null && (pending || strays);
      },
      then: (s, server) => {
        const { version, epoch } = serverOf(s, server);
        s.appliers[name] = { server, ...s.target, saw: { version, epoch } };
        serverOf(s, server).pending = false;
      },
      says: (s, server) => {
        const { version } = serverOf(s, server);
        return `reads that version ${s.target.version} is wanted; ${server} runs version ${version}`;
      },
    }),
    activate: {
      when: (s) => hand(s) !== null,
      then: (s) => {
        const given = hand(s);
        s.appliers[name] = null;
        if (given === null || refusal(s, given) !== undefined) return;
        const server = serverOf(s, given.server);
        server.version = given.version;
        server.epoch = given.epoch;
      },
      says: (s) => {
        const given = hand(s);
        if (given === null) return 'does nothing';
        const { server, version } = given;
        const refused = refusal(s, given);
        if (refused !== undefined) return `is refused version ${version} by ${server}: ${refused}`;
        const facts = [
          isThere(s, version) ? '' : 'its resources are gone',
          s.withdrawn.includes(version) ? 'it was rolled back' : '',
        ].filter((fact) => fact !== '');
        const told = facts.length > 0 ? `, though ${facts.join(', and ')}` : '';
        return `has ${server} run version ${version}${told}`;
      },
    },
    crash: {
      when: (s) => hand(s) !== null && s.crashes > 0,
      then: (s) => {
        s.crashes--;
        s.appliers[name] = null;
      },
      says: (s) =>
        `crashes with version ${hand(s)?.version ?? 0} for ${hand(s)?.server ?? 'nobody'} in hand, and forgets it`,
      fairness: 'none',
    },
  });
}
