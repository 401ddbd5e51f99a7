import { eventuallyAlways, invariant, reachable, transition } from 'allways';
import { isThere, serverOf, versions, type Configuration } from '../models/configuration/state.js';

export const runsWhatIsThere = invariant<Configuration>(
  'no server runs a version whose resources are gone',
  (s) => {
    for (const [name, { version }] of Object.entries(s.servers)) {
      if (!isThere(s, version)) return `${name} runs version ${version}, whose resources are gone`;
    }
    return true;
  },
  { because: 'Not wanted any more is not the same as not in use any more.' },
);

export const targetIsThere = invariant<Configuration>(
  'the version that is wanted is there',
  (s) => isThere(s, s.target.version) || `version ${s.target.version} is wanted, and it is gone`,
  { because: 'A rollback to what was deleted is no way back.' },
);

export const noServerGoesBack = transition<Configuration>(
  'no server goes back to an older change',
  (before, _, after) => {
    for (const [name, was] of Object.entries(before.servers)) {
      const is = serverOf(after, name);
      // What is wanted again is no step back, whatever change it came with.
      const isWanted = is.version === after.target.version;
      if (is.epoch < was.epoch && is.version !== was.version && !isWanted) {
        return `${name} went from change ${was.epoch}, version ${was.version}, back to change ${is.epoch}, version ${is.version}`;
      }
    }
    return true;
  },
  { because: 'A rollback that a late release undoes is none.' },
);

export const withdrawnStaysAway = transition<Configuration>(
  'no server starts a version that was rolled back',
  (before, _, after) => {
    for (const [name, was] of Object.entries(before.servers)) {
      const { version } = serverOf(after, name);
      if (version !== was.version && before.withdrawn.includes(version)) {
        return `${name} starts version ${version}, which was rolled back`;
      }
    }
    return true;
  },
  { because: 'It was rolled back for a reason.' },
);

export const newestCanRun = reachable<Configuration>(
  'the newest version can run everywhere',
  (s) => Object.values(s.servers).every(({ version }) => version === s.resources.length),
  { because: 'A store that nothing is ever applied from is safe, and useless.' },
);

export const rollbackCanRun = reachable<Configuration>(
  'a rollback can reach every server',
  (s) =>
    s.withdrawn.includes(s.target.version + 1) &&
    Object.values(s.servers).every(({ epoch }) => epoch === s.target.epoch),
  { because: 'There must be a way back.' },
);

export const rollbackNeedNotWait = reachable<Configuration>(
  'a release can be rolled back before it is applied',
  (s) =>
    s.withdrawn.includes(s.target.version + 1) &&
    Object.values(s.servers).some(({ epoch }) => epoch < s.target.epoch - 1),
  { because: 'Who sees that a version is bad must not wait until it runs everywhere.' },
);

export const unwantedCanGo = reachable<Configuration>(
  'resources that are not wanted can be deleted',
  (s) => versions(s).some((version) => version < s.target.version && !isThere(s, version)),
  { because: 'A cleanup that never deletes is safe, and useless.' },
);

export const allRunTarget = eventuallyAlways<Configuration>(
  'all servers run the version that is wanted in the end',
  (s) => {
    for (const [name, { version }] of Object.entries(s.servers)) {
      if (version !== s.target.version) {
        return `${name} runs version ${version}, and version ${s.target.version} is wanted`;
      }
    }
    return true;
  },
  { because: 'When nobody changes anything any more, the last word must have reached everybody.' },
);

/** What must never happen. */
export const configurationSafety = [
  runsWhatIsThere,
  targetIsThere,
  noServerGoesBack,
  withdrawnStaysAway,
];

/** What must be possible. */
export const configurationProgress = [
  newestCanRun,
  rollbackCanRun,
  rollbackNeedNotWait,
  unwantedCanGo,
];

export const configurationProperties = [
  ...configurationSafety,
  ...configurationProgress,
  allRunTarget,
];

export default configurationProperties;
