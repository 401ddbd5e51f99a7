import { defineConfig } from 'allways/cli';

export default defineConfig({ of: { door: { check: { fairness: 'weak' } } } });
