// Which targets of a model's links and images survive. Links open through the host, which checks again; images may only carry their own bytes.

const linkSchemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

// Longer targets are no addresses that anybody reads; they would only weigh on the page.
const maxLinkLength = 4096;

/** True for absolute web and mail addresses. Everything else (scripts, commands, files, relative paths) is not a link here. */
export function isAllowedLink(href: string): boolean {
	if (href.length > maxLinkLength) return false;
	// The browser's own parser decides what the scheme is, as it would when the link is followed.
	return URL.canParse(href) && linkSchemes.has(new URL(href).protocol);
}

// 1 MiB of base64: larger pictures in an answer's text are not something a model writes.
const maxImageLength = 1_400_000;

/** True for raster pictures inside the text itself: nothing is fetched, and SVG, which can hold script, is out. */
export function isAllowedImage(src: string): boolean {
	return src.length <= maxImageLength && /^data:image\/(?:png|gif|jpeg|webp);base64,[A-Za-z0-9+/=]+$/.test(src);
}
