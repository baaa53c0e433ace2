// Which room may import which (the README's "How the house is laid out" says why). Any import not allowed here is an error.
const room = name => `^src/${name}/`;
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		forbid('no-cycles', 'A cycle means two files are one, or a word is in the wrong room.', {}, { circular: true }),
		forbid('no-unresolved', 'Every import must be found.', {}, { couldNotResolve: true, pathNot: '^vscode$' }),
		forbid(
			'shared-imports-nothing',
			'Shared words depend on nothing.',
			{ path: room('shared') },
			{ pathNot: room('shared') },
		),
		forbid(
			'core-imports-shared',
			'Decisions are free of VS Code, Node and the network.',
			{ path: room('core') },
			{ pathNot: [room('shared'), room('core'), 'node_modules/(picomatch|minisearch)/'] },
		),
		forbid(
			'api-imports',
			'The client knows the core only by its ports and errors; fetch is injected.',
			{ path: room('api') },
			{
				pathNot: [
					room('shared'),
					room('api'),
					'^src/core/(ports|errors)\\.ts$',
					'node_modules/(eventsource-parser|openai)/',
				],
			},
		),
		forbid(
			'host-imports',
			'Adapters know VS Code, shared words and the core.',
			{ path: room('host') },
			{
				pathNot: [
					room('shared'),
					room('core'),
					room('host'),
					'^vscode$',
					'^(node:)?(fs|path|crypto|os)(/promises)?$',
				],
			},
		),
		forbid(
			'webview-imports',
			'The page knows shared words and page libraries.',
			{ path: room('webview') },
			{
				pathNot: [
					room('shared'),
					room('webview'),
					'node_modules/(lit|lit-html|lit-element|@lit|@vscode/codicons|markdown-it|dompurify|highlight\\.js|katex|mermaid)/',
				],
			},
		),
		forbid(
			'root-is-not-for-the-page',
			'The page is a bundle of its own.',
			{ path: '^src/(extension|app)\\.ts$' },
			{ path: room('webview') },
		),
		forbid(
			'nobody-imports-the-root',
			'Wiring is the last step.',
			{ path: '^src/' },
			{ path: '^src/extension\\.ts$' },
		),
		forbid(
			'only-the-doorway-opens-the-app',
			'The app is loaded at its first use, by the doorway.',
			{ path: '^src/', pathNot: '^src/extension\\.ts$' },
			{ path: '^src/app\\.ts$' },
		),
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['import', 'types', 'default'],
			extensions: ['.ts', '.js', '.d.ts'],
		},
		builtInModules: { add: ['vscode'] },
	},
};
