/**
 * What all tests have in common, whoever runs them.
 *
 * The random numbers of fast-check are the same in each run, so that a test that fails fails again.
 * `SEED=123 npm test` tries others.
 */
import { configureGlobal } from 'fast-check';

const given = process.env['SEED'];

// Programs that tests run print into a pipe, and there without colours, whatever the user has set.
delete process.env['FORCE_COLOR'];
delete process.env['NO_COLOR'];

configureGlobal({ seed: given === undefined ? 20_251_019 : Number(given) });
