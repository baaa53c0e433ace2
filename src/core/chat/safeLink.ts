// Which links of an answer may be opened. A model's output is hostile: `command:`, `file:` and `vscode:` links could act on this computer.

const safeSchemes: ReadonlySet<string> = new Set(['https:', 'http:', 'mailto:']);

export function isSafeLink(href: string): boolean {
	return URL.canParse(href) && safeSchemes.has(new URL(href).protocol);
}
