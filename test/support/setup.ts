/**
 * The random numbers of fast-check in all tests: the same in each run, so that a test that fails
 * fails again. `SEED=123 npm test` tries others.
 */
import { configureGlobal } from 'fast-check';

const given = process.env['SEED'];

configureGlobal({ seed: given === undefined ? 20_251_019 : Number(given) });
