import { actor, step, type Switches } from 'allways';
import type { ConfigurationSafeguard } from './safeguards.js';
import { isThere, versions, type Configuration } from './state.js';

/** Deletes the resources of versions that are not wanted, past the checks that are on. */
export function cleanup(on: Switches<ConfigurationSafeguard>) {
  const mayDelete = (s: Configuration, version: number): boolean => {
    const { target, servers, appliers } = s;
    if (!isThere(s, version) || version === target.version) return false;
    if (on.keepPrevious && version === target.version - 1) return false;
    if (on.spareRunning && Object.values(servers).some((server) => server.version === version)) {
      return false;
    }
    return !(on.pins && Object.values(appliers).some((hand) => hand?.version === version));
  };
  const spares = (s: Configuration): boolean => on.checkAtDelete && !mayDelete(s, s.checked ?? 0);
  /** Who needs it all the same. */
  const inUse = (s: Configuration, version: number): string => {
    if (s.target.version === version) return ', which is wanted by now';
    const running = Object.keys(s.servers).find((name) => s.servers[name]?.version === version);
    if (running !== undefined) return `, which ${running} runs`;
    const applying = Object.keys(s.appliers).find((name) => s.appliers[name]?.version === version);
    return applying === undefined ? '' : `, which ${applying} is about to apply`;
  };
  return actor<Configuration>('cleanup', {
    check: step({
      choose: versions,
      when: (s: Configuration, version) => s.checked === null && mayDelete(s, version),
      then: (s, version) => {
        s.checked = version;
      },
      says: (s, version) =>
        `finds that version ${version} can go: version ${s.target.version} is wanted`,
    }),
    delete: {
      when: (s) => s.checked !== null,
      then: (s) => {
        if (!spares(s)) s.resources[(s.checked ?? 0) - 1] = false;
        s.checked = null;
      },
      says: (s) => {
        const version = s.checked ?? 0;
        return spares(s)
          ? `spares version ${version} after all`
          : `deletes the resources of version ${version}${inUse(s, version)}`;
      },
    },
  });
}
