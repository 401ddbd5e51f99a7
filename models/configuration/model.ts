import { defineModel, defineSystem } from 'allways';
import { applier } from './applier.js';
import { deployer, operator } from './change.js';
import { cleanup } from './cleanup.js';
import { configurationSafeguards } from './safeguards.js';
import type { Configuration, Server } from './state.js';

/** A store says which version is wanted; appliers carry it to servers; what is not wanted is deleted. */
export const configuration = defineSystem({
  name: 'configuration',
  safeguards: configurationSafeguards,
  parameters: {
    versions: { default: 3, min: 1, max: 20 },
    /** How many releases and rollbacks there may be in all. */
    changes: { default: 3, min: 0, max: 20 },
    servers: { default: 1, min: 1, max: 10 },
    appliers: { default: 2, min: 0, max: 10 },
    /** How many crashes there may be in all. */
    crashes: { default: 0, min: 0, max: 10 },
  },
  model: (on, { versions, changes, servers, appliers, crashes }) => {
    const named = (what: string, count: number) =>
      Array.from({ length: count }, (_, index) => `${what} ${index + 1}`);
    const first: Server = { version: 1, epoch: 0, pending: false };
    const applierNames = named('applier', appliers);
    return defineModel<Configuration>({
      name: 'configuration',
      initial: {
        target: { version: 1, epoch: 0 },
        resources: Array.from({ length: versions }, (_, index) => index === 0),
        withdrawn: [],
        servers: Object.fromEntries(named('server', servers).map((name) => [name, first])),
        appliers: Object.fromEntries(applierNames.map((name) => [name, null])),
        checked: null,
        crashes,
      },
      actors: [
        deployer(on, changes),
        operator(on, changes),
        ...applierNames.map((name) => applier(name, on)),
        cleanup(on),
      ],
    });
  },
});
