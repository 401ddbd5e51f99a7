import { defineConfig } from 'oxlint';

/** What may be a mistake in any JavaScript. */
const rules = [
  'array-callback-return',
  'constructor-super',
  'for-direction',
  'getter-return',
  'no-array-constructor',
  'no-async-promise-executor',
  'no-case-declarations',
  'no-class-assign',
  'no-compare-neg-zero',
  'no-cond-assign',
  'no-const-assign',
  'no-constant-binary-expression',
  'no-constant-condition',
  'no-control-regex',
  'no-debugger',
  'no-delete-var',
  'no-dupe-class-members',
  'no-dupe-else-if',
  'no-dupe-keys',
  'no-duplicate-case',
  'no-empty',
  'no-empty-character-class',
  'no-empty-pattern',
  'no-empty-static-block',
  'no-ex-assign',
  'no-extra-boolean-cast',
  'no-fallthrough',
  'no-func-assign',
  'no-global-assign',
  'no-import-assign',
  'no-invalid-regexp',
  'no-irregular-whitespace',
  'no-loss-of-precision',
  'no-misleading-character-class',
  'no-new-native-nonconstructor',
  'no-nonoctal-decimal-escape',
  'no-obj-calls',
  'no-prototype-builtins',
  'no-redeclare',
  'no-regex-spaces',
  'no-self-assign',
  'no-setter-return',
  'no-shadow-restricted-names',
  'no-sparse-arrays',
  'no-this-before-super',
  'no-unassigned-vars',
  'no-unexpected-multiline',
  'no-unreachable',
  'no-unsafe-finally',
  'no-unsafe-negation',
  'no-unsafe-optional-chaining',
  'no-unused-expressions',
  'no-unused-labels',
  'no-unused-vars',
  'no-useless-backreference',
  'no-useless-catch',
  'no-useless-constructor',
  'no-useless-escape',
  'no-var',
  'no-with',
  'prefer-const',
  'prefer-rest-params',
  'prefer-spread',
  'preserve-caught-error',
  'require-yield',
  'use-isnan',
  'valid-typeof',
];

/** What may be a mistake in TypeScript: the rules that typescript-eslint calls strict. Most need types. */
const typeRules = [
  'await-thenable',
  'ban-ts-comment',
  'no-array-delete',
  'no-base-to-string',
  'no-deprecated',
  'no-duplicate-enum-values',
  'no-duplicate-type-constituents',
  'no-dynamic-delete',
  'no-empty-object-type',
  'no-explicit-any',
  'no-extra-non-null-assertion',
  'no-extraneous-class',
  'no-floating-promises',
  'no-for-in-array',
  'no-generated-empty-object-type',
  'no-implied-eval',
  'no-meaningless-void-operator',
  'no-misused-new',
  'no-misused-promises',
  'no-misused-spread',
  'no-mixed-enums',
  'no-namespace',
  'no-non-null-asserted-nullish-coalescing',
  'no-non-null-asserted-optional-chain',
  'no-non-null-assertion',
  'no-redundant-type-constituents',
  'no-require-imports',
  'no-this-alias',
  'no-unnecessary-boolean-literal-compare',
  'no-unnecessary-condition',
  'no-unnecessary-template-expression',
  'no-unnecessary-type-arguments',
  'no-unnecessary-type-assertion',
  'no-unnecessary-type-constraint',
  'no-unnecessary-type-conversion',
  'no-unnecessary-type-parameters',
  'no-unsafe-argument',
  'no-unsafe-assignment',
  'no-unsafe-call',
  'no-unsafe-declaration-merging',
  'no-unsafe-enum-comparison',
  'no-unsafe-function-type',
  'no-unsafe-member-access',
  'no-unsafe-return',
  'no-unsafe-unary-minus',
  'no-useless-default-assignment',
  'no-wrapper-object-types',
  'only-throw-error',
  'prefer-as-const',
  'prefer-literal-enum-member',
  'prefer-namespace-keyword',
  'prefer-promise-reject-errors',
  'prefer-reduce-type-parameter',
  'prefer-return-this-type',
  'related-getter-setter-pairs',
  'require-await',
  'triple-slash-reference',
  'unbound-method',
  'unified-signatures',
  'use-unknown-in-catch-callback-variable',
];

/** An error for each rule. */
const errors = (names) => Object.fromEntries(names.map((name) => [name, 'error']));

/** Files that may not import what matches one of the patterns. */
const restricted = (files, ...patterns) => ({
  files: [files],
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});

/** The house, from the ground up. A folder may import only from folders below it. */
const floors = [
  ['validation'],
  ['model'],
  ['property'],
  ['trace'],
  ['engine'],
  ['analysis'],
  ['search'],
  ['program'],
  ['check'],
  ['report'],
  ['files'],
  ['vitest', 'cli'],
];

/** The same inside of the engine. Files beside these folders may import from all of them. */
const engineFloors = [['store'], ['draft'], ['run'], ['memo'], ['expand']];
const engineRoof = [
  'explorer',
  'settle',
  'remember',
  'current-kernel',
  'learn',
  'ask',
  'direct',
  'expand-states',
  'explored',
  'other-names',
  'together',
];

/** The same inside of programs. */
const programFloors = [['run'], ['boundary'], ['time'], ['execution'], ['exploration'], ['random']];
const programRoof = ['define-program'];

/** What a folder may not import: the folders above it and beside it, and the files of the `roof`. */
const notBelow = (order, folder, roof) => {
  const level = order.findIndex((folders) => folders.includes(folder));
  const others = order
    .slice(level)
    .flat()
    .filter((other) => other !== folder);
  const above = [...others.map((other) => `${other}/`), `(${roof.join('|')})\\.js$`];
  return {
    regex: `^(\\.\\./)+(${above.join('|')})`,
    message: 'A folder imports only from folders below it.',
  };
};

/** The last rule for a file counts, so the rules for folders inside of a folder repeat those for it. */
const floorRules = [
  ...floors
    .flat()
    .map((folder) => restricted(`src/${folder}/**`, notBelow(floors, folder, ['index']))),
  ...engineFloors
    .flat()
    .map((folder) =>
      restricted(
        `src/engine/${folder}/**`,
        notBelow(floors, 'engine', ['index']),
        notBelow(engineFloors, folder, engineRoof),
      ),
    ),
  ...programFloors
    .flat()
    .map((folder) =>
      restricted(
        `src/program/${folder}/**`,
        notBelow(floors, 'program', ['index']),
        notBelow(programFloors, folder, programRoof),
      ),
    ),
];

/**
 * The folders beside `src`: models know nothing of what must hold of them, properties know models, and
 * examples join the two. All use the public face.
 */
const above = {
  models: ['properties', 'examples', 'test'],
  properties: ['examples', 'test'],
  examples: ['test'],
};

const houseRules = Object.entries(above).map(([folder, others]) =>
  restricted(
    `${folder}/**`,
    { regex: '/src/', message: "Use the public face: import from 'allways'." },
    {
      regex: `^(\\.\\./)+(${others.join('|')})/`,
      message: `${folder}/ imports nothing from ${others.join(', ')}.`,
    },
  ),
);

/** Oxlint also reports what the TypeScript compiler reports. */
export default defineConfig({
  plugins: ['typescript', 'import'],
  categories: { correctness: 'off' },
  options: { typeAware: true, typeCheck: true, reportUnusedDisableDirectives: 'error' },
  ignorePatterns: ['dist', 'coverage', 'site'],
  rules: errors(rules),
  overrides: [
    {
      files: ['**/*.ts'],
      rules: {
        ...errors(typeRules.map((name) => `typescript/${name}`)),
        'typescript/restrict-plus-operands': [
          'error',
          {
            allowAny: false,
            allowBoolean: false,
            allowNullish: false,
            allowNumberAndString: false,
            allowRegExp: false,
          },
        ],
        'typescript/restrict-template-expressions': ['error', { allowNumber: true }],
        // Files that import each other have no order to read them in. Types count too.
        'import/no-cycle': ['error', { ignoreTypes: false }],
        'typescript/return-await': ['error', 'error-handling-correctness-only'],
      },
    },
    ...floorRules,
    ...houseRules,
  ],
});
