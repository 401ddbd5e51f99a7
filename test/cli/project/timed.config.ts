import { duration } from 'allways';
import { defineConfig } from '../../../src/cli/index.js';

export default defineConfig({
  of: {
    till: { estimate: { durations: { '*': duration.fixed(1) }, runs: 7, per: 'cashier 1.write' } },
  },
});
