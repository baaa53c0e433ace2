// The four kinds of theme that VS Code has, each by its default. `file` is the name of its style sheet in themes/.
export const themes = [
	{ file: 'light', name: 'Default Light Modern' },
	{ file: 'dark', name: 'Default Dark Modern' },
	{ file: 'hc-dark', name: 'Default High Contrast' },
	{ file: 'hc-light', name: 'Default High Contrast Light' },
] as const;

export type ThemeFile = (typeof themes)[number]['file'];
