/**
 * Counts up to symmetry that others have published: the specification declares symmetric sets, and the manifest says how
 * many orbits TLC found. For the manifests see published.test.ts; deep/published-large.test.ts has larger systems.
 */
import { expect, test } from 'vitest';
import { check } from 'allways';
import {
  paxosDecidesOnce,
  proposedIsDecided,
  simplifiedPaxos,
  simplifiedPaxosSymmetry,
} from '../../models/classics/simplified-paxos.js';
import { explored } from './explored.js';

test('simplified Paxos, of which all replicas and all values are interchangeable', async () => {
  // SimplifiedFastPaxos/manifest.json, Paxos.cfg.
  const found = await check(simplifiedPaxos, [proposedIsDecided, paxosDecidesOnce], {
    symmetric: simplifiedPaxosSymmetry,
  });
  expect(found).toMatchObject({ ...explored, distinct: 1_207, generated: 13_290, depth: 22 });
}, 600_000);
