/** Loads a CommonJS package anew for each process, which then has the variables of its modules to itself. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { compileFunction } from 'node:vm';

/** A module while it loads: CommonJS gives it this object. */
interface Loading {
  exports: unknown;
}

/** The code of a module, and where its imports lead. It is the same for all processes. */
interface Source {
  readonly run: (
    exports: unknown,
    require: (specifier: string) => unknown,
    module: Loading,
    filename: string,
    dirname: string,
  ) => void;
  /** The file of an import from the same package; undefined for another package. */
  readonly fileOf: (specifier: string) => string | undefined;
  readonly require: (specifier: string) => unknown;
}

const sources = new Map<string, Source>();

/** Reads and compiles a file of a package once. */
function sourceOf(file: string): Source {
  const known = sources.get(file);
  if (known !== undefined) return known;
  const names = ['exports', 'require', 'module', '__filename', '__dirname'];
  const code: unknown = compileFunction(readFileSync(file, 'utf8'), names, { filename: file });
  const require = createRequire(file);
  const source: Source = {
    run: code as Source['run'],
    fileOf: once((specifier) =>
      specifier.startsWith('.') ? require.resolve(specifier) : undefined,
    ),
    require: once((specifier): unknown => require(specifier)),
  };
  sources.set(file, source);
  return source;
}

/** A function that remembers its answers. */
function once<Answer>(answer: (text: string) => Answer): (text: string) => Answer {
  const answers = new Map<string, Answer>();
  return (text) => {
    if (!answers.has(text)) answers.set(text, answer(text));
    return answers.get(text) as Answer;
  };
}

const entryOf = once((name) => createRequire(import.meta.url).resolve(name));

/**
 * Loads a package. Its own files run anew. What they import from other packages is shared.
 *
 * @param name - The name of the package.
 * @param instead - What the package gets in place of others.
 */
export function loadAnew(name: string, instead: Readonly<Record<string, unknown>> = {}): unknown {
  const modules = new Map<string, Loading>();
  const load = (file: string): unknown => {
    const known = modules.get(file);
    if (known !== undefined) return known.exports;
    const { run, fileOf, require } = sourceOf(file);
    const module: Loading = { exports: {} };
    modules.set(file, module);
    const importing = (specifier: string): unknown => {
      if (Object.hasOwn(instead, specifier)) return instead[specifier];
      const own = fileOf(specifier);
      return own === undefined ? require(specifier) : load(own);
    };
    run(module.exports, importing, module, file, dirname(file));
    return module.exports;
  };
  return load(entryOf(name));
}
