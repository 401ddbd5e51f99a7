import { clock, defineModel, defineSystem } from 'allways';
import { cleanup, oldEndpoint } from './cleanup.js';
import { deployment } from './deployment.js';
import { proxy } from './proxy.js';
import { request, traffic } from './request.js';
import { loadBalancerSafeguards } from './safeguards.js';
import { noRequest, type Copy, type Mesh } from './state.js';
import { time } from './time.js';

/** Proxies with copies of a list of endpoints, and a deployment that replaces an endpoint. */
export const loadBalancer = defineSystem({
  name: 'load balancer',
  safeguards: loadBalancerSafeguards,
  parameters: {
    proxies: { default: 1, min: 0, max: 10 },
    /** How many requests there may be at a time; each is followed by the next, without end. */
    requests: { default: 1, min: 0, max: 10 },
    /** How many ticks each of these is, where it is on. */
    grace: { default: 1, min: 1, max: 10 },
    lease: { default: 1, min: 1, max: 10 },
    deadline: { default: 1, min: 1, max: 10 },
    /** How often a proxy may be cut off from the control plane, and whether it may stay so for good. */
    cutOffs: { default: 0, min: 0, max: 10 },
    forGood: false,
    /** How many ticks the clocks of proxies may miss. */
    slowTicks: { default: 0, min: 0, max: 10 },
    /** Whether a request takes time to reach its endpoint, and then whether less than a tick. */
    wire: true,
    prompt: false,
    /** Whether a request that may have been done can be sent again, as it may be done twice. */
    repeatable: false,
    /** Whether a proxy acknowledges a list as it gets it, before it goes by it. */
    earlyAcks: false,
    /** Whether cleanup goes by what proxies last told it of their requests, and does not ask. */
    staleCounts: false,
  },
  model: (on, parameters) => {
    const { proxies, requests, cutOffs, slowTicks } = parameters;
    const names = Array.from({ length: proxies }, (_, index) => `proxy ${index + 1}`);
    const numbers = Array.from({ length: requests }, (_, index) => index + 1);
    const copy: Copy = { version: 1, age: 0, cutOff: false, told: 0 };
    const way = traffic(on, parameters);
    const { bound, tick, slowTick } = time(on, parameters);
    return defineModel<Mesh>({
      name: 'load balancer',
      initial: {
        lists: [['old']],
        updates: Object.fromEntries(names.map((name) => [name, []])),
        proxies: Object.fromEntries(names.map((name) => [name, copy])),
        requests: numbers.map(noRequest),
        old: 'up',
        stale: null,
        left: { cutOffs, slowTicks },
      },
      actors: [
        deployment(on),
        ...names.map((name) => proxy(name, on, way, parameters)),
        ...numbers.map((number) => request(number, way)),
        cleanup(on, parameters),
        oldEndpoint(on, way),
        clock<Mesh>({ bound, tick }),
        clock<Mesh>({ name: 'all other clocks', bound, tick: slowTick }),
      ],
    });
  },
});
