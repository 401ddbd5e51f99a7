import { actor, type Switches } from 'allways';
import type { ConfigurationSafeguard } from './safeguards.js';
import { isThere, type Configuration } from './state.js';

/** Whether changes may still come, and none that came is under way where that matters. */
const mayChange = (s: Configuration, on: Switches<ConfigurationSafeguard>, most: number): boolean =>
  s.target.epoch < most &&
  !(
    on.freeze &&
    (Object.values(s.servers).some(({ pending }) => pending) ||
      Object.values(s.appliers).some((hand) => hand !== null))
  );

function want(s: Configuration, version: number): void {
  s.target = { version, epoch: s.target.epoch + 1 };
  for (const server of Object.values(s.servers)) server.pending = true;
}

/** Publishes the next version and wants it everywhere; also one that was rolled back, if it is next. */
export const deployer = (on: Switches<ConfigurationSafeguard>, most: number) =>
  actor<Configuration>('deployer', {
    release: {
      when: (s) => mayChange(s, on, most) && s.target.version < s.resources.length,
      then: (s) => {
        const version = s.target.version + 1;
        s.resources[version - 1] = true;
        s.withdrawn = s.withdrawn.filter((one) => one !== version);
        want(s, version);
      },
      says: (s) => {
        const version = s.target.version + 1;
        return `releases version ${version}${s.withdrawn.includes(version) ? ' again' : ''}`;
      },
      fairness: 'none',
    },
  });

/** Goes back to the version before, whatever has become of it. */
export const operator = (on: Switches<ConfigurationSafeguard>, most: number) =>
  actor<Configuration>('operator', {
    rollBack: {
      when: (s) =>
        mayChange(s, on, most) &&
        s.target.version > 1 &&
        (!on.checkedRollback || isThere(s, s.target.version - 1)),
      then: (s) => {
        s.withdrawn.push(s.target.version);
        want(s, s.target.version - 1);
      },
      says: (s) => {
        const to = s.target.version - 1;
        const gone = isThere(s, to) ? '' : ', whose resources are gone';
        return `rolls back version ${s.target.version} to version ${to}${gone}`;
      },
      fairness: 'none',
    },
  });
