import { defineConfig } from 'allways/cli';

export default defineConfig({
  // Of what must happen in the end little is true where anybody may stop for ever.
  check: { fairness: 'weak' },
});
