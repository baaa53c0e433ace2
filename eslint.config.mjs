// Style that a machine can check. Which room may import which is checked by dependency-cruiser (.dependency-cruiser.cjs).
import tseslint from 'typescript-eslint';

/** The world reaches the core only through its ports: a timer or a fetch there could not be faked in a plain unit test. */
const outsideWorld = [
	'fetch',
	'setTimeout',
	'setInterval',
	'setImmediate',
	'queueMicrotask',
	'process',
	'window',
	'document',
	'console',
];

export default tseslint.config(
	{ ignores: ['dist/', 'out/', 'node_modules/', '.vscode-test/', 'test/fixtures/'] },
	...tseslint.configs.recommended,
	{
		files: ['src/**/*.ts', 'test/**/*.ts'],
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': 'error',
			'@typescript-eslint/await-thenable': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			'no-console': 'error',
			'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
			'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
			'max-params': ['error', 4],
			'no-restricted-syntax': [
				'error',
				{
					selector: "PropertyDefinition[accessibility='private'], MethodDefinition[accessibility='private']",
					message: 'Use #name: private at run time too.',
				},
			],
		},
	},
	{
		files: ['src/core/**/*.ts', 'src/shared/**/*.ts'],
		rules: {
			'no-restricted-globals': [
				'error',
				...outsideWorld.map(name => ({ name, message: 'The core reaches the world through core/ports.ts.' })),
			],
		},
	},
	{
		// A describe block is one function by nature, and command-line tools print.
		files: ['test/**/*.ts', 'test/**/*.js', 'esbuild.js'],
		rules: { 'max-lines-per-function': 'off', 'no-console': 'off' },
	},
);
