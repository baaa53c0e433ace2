/** Where a link of an answer leads that was clicked: the host checks and opens it, so the webview's own handler must not see the click too. */
export function clickedLink(event: MouseEvent): string | undefined {
	// A right click opens the menu, and nothing else.
	if (event.type === 'auxclick' && event.button !== 1) return undefined;
	const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
	if (link === null) return undefined;
	event.preventDefault();
	event.stopPropagation();
	return link.getAttribute('href') ?? '';
}
