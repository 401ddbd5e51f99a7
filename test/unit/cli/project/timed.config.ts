import { duration } from 'allways';
import { defineConfig } from 'allways/cli';

export default defineConfig({
  of: {
    till: { estimate: { durations: { '*': duration.fixed(1) }, runs: 7, per: 'cashier 1.write' } },
  },
});
