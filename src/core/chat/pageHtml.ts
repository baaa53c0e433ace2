// The chat page's HTML and its content security policy. Data reaches the page as an escaped attribute, never as script text.

export interface PageParts {
	/** The webview's own source for bundled resources. */
	readonly cspSource: string;
	/** 128 random bits in base64, fresh for each page. */
	readonly nonce: string;
	readonly scriptUri: string;
	readonly styleUris: readonly string[];
	readonly language: string;
	readonly title: string;
	/** Handed to the page as JSON. */
	readonly strings: object;
}

/**
 * Nothing is allowed but what follows. Images come from data URIs alone, so that an answer cannot make the page fetch anything. Lazy parts
 * of the bundle are imported by the script with the nonce.
 */
export function contentSecurityPolicy({ cspSource, nonce }: Pick<PageParts, 'cspSource' | 'nonce'>): string {
	return [
		`default-src 'none'`,
		`script-src 'nonce-${nonce}' ${cspSource}`,
		`style-src ${cspSource}`,
		`font-src ${cspSource}`,
		`img-src data:`,
		`form-action 'none'`,
		`base-uri 'none'`,
	].join('; ');
}

export function pageHtml(parts: PageParts): string {
	const attribute = (text: string) => `"${escapeAttribute(text)}"`;
	return `<!DOCTYPE html>
<html lang=${attribute(parts.language)}>
<head>
	<meta charset="utf-8">
	<meta http-equiv="Content-Security-Policy" content=${attribute(contentSecurityPolicy(parts))}>
	<meta name="viewport" content="width=device-width, initial-scale=1">
	<meta id="openmind-page" data-strings=${attribute(JSON.stringify(parts.strings))}>
	<title>${escapeAttribute(parts.title)}</title>
${parts.styleUris.map(uri => `\t<link rel="stylesheet" href=${attribute(uri)}>`).join('\n')}
</head>
<body>
	<script type="module" nonce=${attribute(parts.nonce)} src=${attribute(parts.scriptUri)}></script>
</body>
</html>
`;
}

function escapeAttribute(text: string): string {
	return text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
