/** JavaScript, TypeScript and what embeds them, by language id. */
export const scripts: readonly string[] = [
	'javascript',
	'javascriptreact',
	'typescript',
	'typescriptreact',
	'vue',
	'svelte',
];
