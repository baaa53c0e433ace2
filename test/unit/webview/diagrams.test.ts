import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { contrast, diagramColours, mix, type ThemeColours } from '../../../src/webview/markdown/diagrams/colours';
import { isDrawable, kindInWords, maxSourceLength } from '../../../src/webview/markdown/diagrams/rules';
import { root } from '../../vscode/paths.js';

/** A captured theme, as theme.ts reads it off the page. */
function themeOf(name: string): ThemeColours {
	const css = readFileSync(path.join(root, `test/e2e/gallery/themes/${name}.css`), 'utf8');
	const colour = (variable: string, otherwise: string): string =>
		new RegExp(`--vscode-${variable}: (#[0-9a-f]{6})`).exec(css)?.[1] ?? otherwise;
	const background = colour('editor-background', '#000000');
	const text = colour('editor-foreground', colour('foreground', '#ffffff'));
	const hues = ['submodule', 'added', 'modified', 'deleted'].map(kind =>
		colour(`gitDecoration-${kind}ResourceForeground`, text),
	);
	const line = colour('descriptionForeground', text);
	return { background, text, border: colour('contrastBorder', line), line, hues };
}

describe('a diagram', () => {
	it('is not drawn when it is too long to be read, or would load something', () => {
		assert.ok(isDrawable('flowchart TD\n  A[GET https://example.org/a?img=1] --> B["C:\\dir\\n"]'));
		for (const source of [
			`flowchart TD\n${'A --> B\n'.repeat(maxSourceLength / 8)}`,
			'flowchart TD\n  A@{ img: "https://trap.example/a.png" }',
			'flowchart TD\n  A\n  style A fill:url(https://trap.example/a.svg#x)',
			'flowchart TD\n  classDef a fill:\\75rl(https://trap.example/a.svg#x)',
			'%%{init: {"themeCSS": "@import \'https://trap.example/a.css\'"}}%%\nflowchart TD',
		]) {
			assert.ok(!isDrawable(source), source.slice(0, 80));
		}
	});

	it('is called what it is', () => {
		assert.deepEqual(['flowchart-v2', 'classDiagram', 'xychart-beta', 'er'].map(kindInWords), [
			'flowchart',
			'class diagram',
			'xychart',
			'er',
		]);
	});

	it('mixes colours', () => {
		assert.equal(mix('#000000', '#ffffff', 0.5), '#808080');
		assert.equal(contrast('#000000', '#ffffff'), 21);
	});

	for (const theme of ['dark', 'light', 'hc-dark', 'hc-light']) {
		it(`can be read in the theme ${theme}`, () => {
			const colours = diagramColours(themeOf(theme));
			const colour = (name: string): string => String(colours[name]);
			const pairs = [
				['textColor', 'background'],
				['primaryTextColor', 'primaryColor'],
				['noteTextColor', 'noteBkgColor'],
				['taskTextColor', 'taskBkgColor'],
				['taskTextColor', 'activeTaskBkgColor'],
				['taskTextColor', 'critBkgColor'],
				...Array.from({ length: 12 }, (_, index) => ['pieSectionTextColor', `pie${index + 1}`]),
				...Array.from({ length: 12 }, (_, index) => [`cScaleLabel${index}`, `cScale${index}`]),
				...Array.from({ length: 8 }, (_, index) => [`gitBranchLabel${index}`, `git${index}`]),
			] as const;
			for (const [words = '', under = ''] of pairs)
				assert.ok(contrast(colour(words), colour(under)) >= 4.5, `${words} on ${under}`);
			assert.ok(contrast(colour('lineColor'), colour('background')) >= 3);
			assert.ok(contrast(colour('nodeBorder'), colour('background')) >= 3);
		});
	}
});
