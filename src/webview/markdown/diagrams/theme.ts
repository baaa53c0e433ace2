// Reads the theme's colours off the page. Themes give them in any notation and half transparent; what counts is what is seen.
import type { ThemeColours } from './colours';

/** Told apart in every theme, and made to be read on its background. */
const hues = [
	'--vscode-gitDecoration-submoduleResourceForeground',
	'--vscode-gitDecoration-addedResourceForeground',
	'--vscode-gitDecoration-modifiedResourceForeground',
	'--vscode-debugTokenExpression-string',
	'--vscode-gitDecoration-deletedResourceForeground',
	'--vscode-debugTokenExpression-boolean',
];

export function readTheme(): ThemeColours {
	const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
	const probe = document.createElement('span');
	document.body.append(probe);
	const seen = (value: string, background: string): string => {
		probe.style.color = '';
		probe.style.color = value;
		if (canvas === null) return background;
		canvas.fillStyle = background;
		canvas.fillRect(0, 0, 1, 1);
		canvas.fillStyle = getComputedStyle(probe).color;
		canvas.fillRect(0, 0, 1, 1);
		const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
		return `#${[red, green, blue].map(channel => channel.toString(16).padStart(2, '0')).join('')}`;
	};
	const background = seen('var(--vscode-editor-background)', '#808080');
	const text = seen('var(--vscode-editor-foreground, var(--vscode-foreground))', background);
	const colours = {
		background,
		text,
		border: seen('var(--vscode-contrastBorder, var(--vscode-descriptionForeground))', background),
		line: seen('var(--vscode-descriptionForeground)', background),
		hues: hues.map(name => seen(`var(${name}, var(--vscode-editor-foreground))`, background)),
	};
	probe.remove();
	return colours;
}
