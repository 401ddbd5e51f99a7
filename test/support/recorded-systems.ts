/** The recordings of this repository, with the systems that they are of. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Property, Replayable } from 'allways';
import { account } from '../../models/bank-account/model.js';
import { bank } from '../../models/bank/model.js';
import { cache } from '../../models/cache/model.js';
import { configuration } from '../../models/configuration/model.js';
import { dns } from '../../models/dns/model.js';
import { dnsEndpoints } from '../../models/dns-endpoints/model.js';
import { dnsLeases } from '../../models/dns-leases/model.js';
import { dnsOutage } from '../../models/dns-outage/model.js';
import { emergencyControls } from '../../models/emergency-controls/model.js';
import { leases } from '../../models/leases/model.js';
import { loadBalancer } from '../../models/load-balancer/model.js';
import { onCall } from '../../models/on-call/model.js';
import { tasks } from '../../models/tasks/model.js';
import { noLostUpdate } from '../../properties/bank-account.js';
import { bankProperties, getsThrough } from '../../properties/bank.js';
import { cacheProperties } from '../../properties/cache.js';
import { configurationProperties } from '../../properties/configuration.js';
import { dnsLiveness, dnsProperties } from '../../properties/dns.js';
import { endpointProperties } from '../../properties/dns-endpoints.js';
import { leaseProperties } from '../../properties/dns-leases.js';
import { outageProperties } from '../../properties/dns-outage.js';
import { emergencyProperties } from '../../properties/emergency-controls.js';
import { leaseServiceProperties } from '../../properties/leases.js';
import { loadBalancerProperties } from '../../properties/load-balancer.js';
import { onCallProperties } from '../../properties/on-call.js';
import { taskProperties } from '../../properties/tasks.js';

/** A system with recordings. The type of its states is hidden. */
export interface Recorded {
  readonly subject: Replayable<unknown>;
  readonly properties: readonly Property<unknown>[];
  /** The texts of its recordings. */
  readonly texts: readonly string[];
}

const folder = 'test/counterexamples';

function recorded<State>(
  name: string,
  subject: Replayable<State>,
  properties: readonly Property<State>[],
): Recorded {
  const texts = readdirSync(`${folder}/${name}`)
    .sort()
    .map((file) => readFileSync(`${folder}/${name}/${file}`, 'utf8'));
  return {
    subject,
    properties: properties as readonly Property<unknown>[],
    texts,
  };
}

export const recordedSystems: readonly Recorded[] = [
  recorded('bank', bank, [...bankProperties, ...getsThrough('teller 1')]),
  recorded('bank-account', account, [noLostUpdate]),
  recorded('cache', cache, cacheProperties),
  recorded('configuration', configuration, configurationProperties),
  recorded('dns', dns, [...dnsProperties, ...dnsLiveness]),
  recorded('dns-endpoints', dnsEndpoints, endpointProperties),
  recorded('dns-leases', dnsLeases, leaseProperties),
  recorded('dns-outage', dnsOutage, outageProperties),
  recorded('emergency-controls', emergencyControls, emergencyProperties),
  recorded('leases', leases, leaseServiceProperties),
  recorded('load-balancer', loadBalancer, loadBalancerProperties),
  recorded('on-call', onCall, onCallProperties),
  recorded('tasks', tasks, taskProperties),
];
