/** A copy of the small project of the command's tests, in a folder that a fuzzer may write to. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { project } from '../unit/cli/host.js';

export interface FuzzProject {
  /** A folder around the project, so that a path such as `../beside` is in it too. */
  readonly around: string;
  readonly folder: string;
}

/** Copies the project. The copy is deleted after the tests of the file. */
export function fuzzProject(): FuzzProject {
  const around = mkdtempSync(join(realpathSync(tmpdir()), 'allways-fuzz-'));
  const folder = join(around, 'project');
  cpSync(project, folder, { recursive: true });
  mkdirSync(join(folder, 'out'));
  writeFileSync(join(folder, 'models/broken.ts'), "throw new Error('broken');\n");
  writeFileSync(join(folder, 'models/empty.ts'), '');
  writeFileSync(join(folder, 'broken.config.ts'), 'export default { modles: 5 };\n');
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  afterAll(() => rmSync(around, { recursive: true }));
  return { around, folder };
}

/** The texts of the project's files by their paths, but for those that commands may write. */
export function filesIn(path: string, under = ''): Record<string, string> {
  const names = readdirSync(path).filter((name) => !['out', 'test', 'a b.html'].includes(name));
  return Object.assign(
    {},
    ...names.map((name) => {
      const file = join(path, name);
      return statSync(file).isDirectory()
        ? filesIn(file, `${under}${name}/`)
        : { [`${under}${name}`]: readFileSync(file, 'utf8') };
    }),
  ) as Record<string, string>;
}
