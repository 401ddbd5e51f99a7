import { resolve } from 'node:path';
import ts from 'typescript';
import { beforeAll, describe, expect, test } from 'vitest';
import * as face from 'allways';
import { exampleGlobals } from './example-globals.js';
import { pages } from './markdown.js';
import { programsOf, textOf } from './programs.js';
import { typeErrors } from './type-check.js';

/** What a module exports: its name, its doc comment, and its examples. */
interface Documented {
  readonly name: string;
  readonly isFunction: boolean;
  readonly says: string;
  readonly params: readonly string[];
  readonly documentedParams: readonly string[];
  readonly examples: readonly string[];
}

let exported: readonly Documented[] = [];

beforeAll(() => {
  const entries = ['src/index.ts', 'src/cli/index.ts', 'src/vitest/index.ts'].map((path) =>
    resolve(path),
  );
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)).config,
    ts.sys,
    process.cwd(),
  );
  const program = ts.createProgram(entries, options);
  const checker = program.getTypeChecker();
  exported = entries.flatMap((entry) => {
    const file = program.getSourceFile(entry);
    const symbol = file === undefined ? undefined : checker.getSymbolAtLocation(file);
    return symbol === undefined
      ? []
      : checker.getExportsOfModule(symbol).map((one) => described(one, checker));
  });
});

function described(alias: ts.Symbol, checker: ts.TypeChecker): Documented {
  const isAlias = (alias.flags & ts.SymbolFlags.Alias) !== 0;
  const symbol = isAlias ? checker.getAliasedSymbol(alias) : alias;
  const tags = symbol.getJsDocTags(checker);
  const textsOf = (name: string) =>
    tags.filter((tag) => tag.name === name).map(({ text }) => ts.displayPartsToString(text));
  const declaration = symbol.declarations?.find((one) => ts.isFunctionDeclaration(one));
  return {
    name: symbol.name,
    isFunction: declaration !== undefined,
    says: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
    params: declaration?.parameters.map(({ name }) => name.getText()) ?? [],
    documentedParams: textsOf('param').map((text) => text.split(/\s/)[0] ?? ''),
    examples: textsOf('example'),
  };
}

describe('the documentation', () => {
  test('there is some of everything that is exported', () => {
    expect(exported.length).toBeGreaterThan(80);
    expect(exported.filter(({ says }) => says === '').map(({ name }) => name)).toEqual([]);
  });

  test('every function shows an example', () => {
    const silent = exported.filter(
      ({ isFunction, examples }) => isFunction && examples.length === 0,
    );
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  test('names no parameter that there is not', () => {
    const wrong = exported.flatMap(({ name, isFunction, params, documentedParams }) =>
      isFunction
        ? documentedParams
            .filter(
              (one) => !params.includes(one) && !params.some((param) => param.startsWith('{')),
            )
            .map((one) => `${name}: ${one}`)
        : [],
    );
    expect(wrong).toEqual([]);
  });

  test('its examples are right as far as types can tell, and so are those of the pages', () => {
    const isWhole = (example: string) => !example.includes('…');
    const ofComments = exported.flatMap(({ name, examples }) =>
      examples
        .filter(isWhole)
        .map((example, index): [string, string] => [`comments/${name}-${index + 1}`, example]),
    );
    const ofPages = pages().flatMap((page) =>
      programsOf(page).map((program): [string, string] => {
        const name = program.file?.replace('.ts', '') ?? `line-${program.line}`;
        return [`${page.file.replaceAll(/\W/g, '-')}/${name}`, textOf(program)];
      }),
    );
    expect(ofComments.length).toBeGreaterThan(30);
    expect(ofPages.length).toBeGreaterThan(30);
    // All together, since TypeScript needs long to read the project.
    const planted = 'check(account, [noLostUpdates]);';
    const pieces = Object.fromEntries([...ofComments, ...ofPages, ['planted', planted]]);
    const errors = typeErrors(pieces, exampleGlobals(Object.keys(face)));
    expect(errors.filter((error) => error.startsWith('planted'))).toHaveLength(1);
    expect(errors.filter((error) => !error.startsWith('planted'))).toEqual([]);
  });
});
