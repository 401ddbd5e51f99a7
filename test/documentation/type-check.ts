import { dirname, relative, resolve } from 'node:path';
import ts from 'typescript';

/**
 * Type-checks pieces of TypeScript, each as a module of its own, as strictly as this project does.
 *
 * @param pieces - Their texts, by name. A name may have folders: `page/models/till`.
 * @param globals - Declarations that each of them can use without importing them.
 * @returns What is wrong, one line each; none where all is right.
 */
export function typeErrors(pieces: Readonly<Record<string, string>>, globals: string): string[] {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)).config,
    ts.sys,
    process.cwd(),
  );
  const loose = {
    noUnusedLocals: false,
    noUnusedParameters: false,
    // A page imports XState, which is not installed here.
    paths: { ...options.paths, xstate: ['./test/documentation/xstate.ts'] },
  };
  const files = new Map(
    Object.entries({ ...pieces, globals }).map(([name, text]) => [resolve(`${name}.ts`), text]),
  );
  const folders = new Set([...files.keys()].map((path) => dirname(path)));
  const base = ts.createCompilerHost({ ...options, ...loose });
  const host: ts.CompilerHost = {
    ...base,
    directoryExists: (path) => folders.has(path) || base.directoryExists?.(path) === true,
    fileExists: (path) => files.has(path) || base.fileExists(path),
    readFile: (path) => files.get(path) ?? base.readFile(path),
    getSourceFile: (path, ...rest) => {
      const text = files.get(path);
      if (text === undefined) return base.getSourceFile(path, ...rest);
      const format = {
        languageVersion: ts.ScriptTarget.ES2023,
        impliedNodeFormat: ts.ModuleKind.ESNext,
      } as const;
      return ts.createSourceFile(path, `${text}\nexport {};\n`, format);
    },
  };
  const program = ts.createProgram([...files.keys()], { ...options, ...loose }, host);
  // Only the pieces are asked about, not the whole project.
  return [...files.keys()]
    .map((path) => program.getSourceFile(path))
    .flatMap((file) => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ])
    .map(({ file, start = 0, messageText }) => {
      const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1;
      const text = ts.flattenDiagnosticMessageText(messageText, ' ');
      return `${relative('.', file?.fileName ?? '')}:${line} ${text}`;
    });
}
