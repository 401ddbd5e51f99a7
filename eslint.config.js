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

/**
 * The folders beside `src`: models know nothing of what must hold of them, properties know models, and
 * examples join the two. All use the public face.
 */
const publicFace = { regex: '/src/', message: "Use the public face: import from 'allways'." };
const above = {
  models: ['properties', 'examples', 'test'],
  properties: ['examples', 'test'],
  examples: ['test'],
};

const houseRules = Object.entries(above).map(([folder, others]) => ({
  files: [`${folder}/**`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          publicFace,
          {
            regex: `^(\\.\\./)+(${others.join('|')})/`,
            message: `${folder}/ imports nothing from ${others.join(', ')}.`,
          },
        ],
      },
    ],
  },
}));

export default defineConfig(
  { ignores: ['dist', 'coverage', 'site'] },
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
  ...houseRules,
  { files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },
  prettier,
);
