import { configApp, INCLUDE_LIST, RULES_LIST } from '@adonisjs/eslint-config'

const scripts = ['*.mjs', '*.js', 'launcher/**/*.mjs', 'resources/**/*.js', 'resources/**/*.ts']

export default configApp(
  { ignores: ['storage/**', 'tmp/**', 'public/**', '.adonisjs/**'] },
  { name: 'Plain scripts', files: scripts, rules: RULES_LIST },
  {
    name: 'Tatami',
    files: [...INCLUDE_LIST, ...scripts],
    rules: {
      'curly': ['error', 'multi-line'],
      'no-console': 'error',
      'prettier/prettier': 'off',
      'no-control-regex': 'off',
      '@unicorn/no-await-expression-member': 'off',
      '@typescript-eslint/naming-convention': [
        'error',
        {
          selector: 'variable',
          filter: { regex: '_id$', match: false },
          format: ['camelCase', 'UPPER_CASE', 'PascalCase'],
          leadingUnderscore: 'allow',
        },
        { selector: 'variable', modifiers: ['destructured'], format: null },
        { selector: 'typeLike', filter: { regex: '^E_', match: false }, format: ['PascalCase'] },
      ],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@stylistic/comma-dangle': 'off',
      '@stylistic/max-len': [
        'error',
        { code: 120, ignoreUrls: true, ignoreTemplateLiterals: true, ignoreStrings: true },
      ],
    },
  }
)
