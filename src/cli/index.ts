/** What `allways.config.ts` imports from `allways/cli`. */
export type { Config, ModelConfig } from './config.js';
export { defineConfig } from './config.js';
export type { Host } from './host.js';
export { run } from './run.js';
