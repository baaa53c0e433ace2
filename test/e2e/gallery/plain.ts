// Runs in the page: what an answer has to look like, rendered at once and without anything that streams.
import { Groups } from '../../../src/webview/markdown/groups';
import { boxWide } from '../../../src/webview/markdown/hydrate';
import { parseBlocks, renderTokens, type References } from '../../../src/webview/markdown/parser';
import { sanitize } from '../../../src/webview/markdown/sanitize';

declare global {
	// The page's own window, seen from functions that run there.
	interface Window {
		/** The elements of an answer, as text. */
		renderPlainly: (text: string) => string;
	}
}

window.renderPlainly = text => {
	const references: References = {};
	const blocks = parseBlocks(text, references);
	const fragment = sanitize(blocks.map(block => renderTokens(block.tokens, references)).join(''));
	boxWide(fragment);
	const root = document.createElement('div');
	new Groups(root).replaceFrom(0, [...fragment.childNodes]);
	return root.innerHTML;
};
