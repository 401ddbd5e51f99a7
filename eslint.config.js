import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The house, from the ground up. A folder may import only from folders below it. */
const floors = [
  ['model'],
  ['property'],
  ['trace'],
  ['engine'],
  ['search'],
  ['check'],
  ['report'],
  ['vitest', 'cli'],
];

const floorRules = floors.flatMap((folders, level) =>
  folders.map((folder) => ({
    files: [`src/${folder}/**`],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: `^\\.\\./(${floors
                .slice(level)
                .flat()
                .filter((other) => other !== folder)
                .join('|')}|index\\.js)`,
              message: 'A folder imports only from folders below it.',
            },
          ],
        },
      ],
    },
  })),
);

export default defineConfig(
  { ignores: ['dist', 'coverage', 'docs'] },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
    },
  },
  ...floorRules,
  {
    files: ['models/**', 'properties/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '/src/', message: "Use the public face: import from 'allways'." }] },
      ],
    },
  },
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
  prettier,
);
