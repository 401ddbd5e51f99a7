#!/usr/bin/env node
/**
 * The command `allways`. Models are TypeScript, and are loaded as they are; and so is the command
 * itself in its own repository. A package holds only what was built.
 */
import { existsSync } from 'node:fs';
import { URL } from 'node:url';
import { register as registerRequire } from 'tsx/cjs/api';
import { register } from 'tsx/esm/api';

register();
// A project without "type": "module" requires its modules.
registerRequire();
const source = new URL('./main.ts', import.meta.url);
const built = new URL('../../dist/cli/main.js', import.meta.url);
await import((existsSync(source) ? source : built).href);
