import js from '@eslint/js';
import globals from 'globals';

export default [
  js.configs.recommended,
  {
    // What names like _method or _ stand for is not used, and says so.
    rules: {
      'no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', caughtErrors: 'none', ignoreRestSiblings: true },
      ],
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'array-callback-return': 'error',
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  },
  { files: ['**/webroot/js/**'], languageOptions: { globals: globals.browser } },
  { files: ['**/webroot/sw.js'], languageOptions: { globals: globals.serviceworker } },
  // Tests run in Node.js, and hand functions to the page.
  { files: ['**/*.mjs'], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
];
