import { defineConfig } from 'allways/cli';

export default defineConfig({
  check: { fairness: 'weak' },
  of: { 'more/clock': { check: { limits: { states: 3 } } } },
});
