// Writes themes/*.css: the theme variables that our style sheets use, as the real VS Code hands them to a webview, and the style sheet it adds
// to every webview. Run it again when a style sheet starts to use another variable: npx tsx test/e2e/gallery/captureThemes.ts
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { eventually } from '../../vscode/eventually';
import { root } from '../../vscode/paths.js';
import { closeBrowser, openSession } from '../../vscode/session';
import { themes } from './themes';

const folder = path.join(root, 'test/e2e/gallery/themes');

interface WebviewLook {
	readonly variables: readonly (readonly [string, string])[];
	readonly defaults: string;
}

/** Looks into whichever webview is open. */
async function readLook(page: Page): Promise<WebviewLook | undefined> {
	for (const frame of page.frames()) {
		const look = await frame
			.evaluate(() => {
				const { style } = document.documentElement;
				const names = Array.from(style).filter(name => name.startsWith('--vscode-'));
				const defaults = document.getElementById('_defaultStyles')?.textContent ?? '';
				return { variables: names.map(name => [name, style.getPropertyValue(name)] as const), defaults };
			})
			.catch(() => undefined);
		if (look !== undefined && look.defaults !== '') return look;
	}
	return undefined;
}

const sheets = await Promise.all(
	['media/chat.css', 'media/markdown.css'].map(file => readFile(path.join(root, file), 'utf8')),
);
const defaultsOfWebviews = new Set<string>();
for (const { file, name } of themes) {
	const session = await openSession({
		vsix: [],
		settings: {
			'workbench.colorTheme': name,
			'workbench.startupEditor': 'readme',
			'window.autoDetectHighContrast': false,
		},
	});
	const { variables, defaults } = await eventually('a webview', () => readLook(session.page));
	const used = new Set([...sheets, defaults, '--vscode-sideBar-background'].join().match(/--vscode-[\w-]+/g));
	const lines = variables
		.filter(([variable]) => used.has(variable))
		.map(([variable, value]) => `\t${variable}: ${value};`);
	await writeFile(path.join(folder, `${file}.css`), `/* ${name} */\n:root {\n${lines.sort().join('\n')}\n}\n`);
	defaultsOfWebviews.add(defaults);
	await session.close();
}
await writeFile(path.join(folder, 'webview.css'), [...defaultsOfWebviews].join('\n'));
await closeBrowser();
