import { defineConfig } from '../../../src/cli/index.js';

export default defineConfig({ of: { door: { check: { fairness: 'weak' } } } });
