// The last gate before a model's words become elements: an allow-list of elements and attributes, whatever the Markdown renderer produced.
import createDOMPurify from 'dompurify';
import { isAllowedImage, isAllowedLink } from './links';

const allowedTags = [
	...['p', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'li'],
	...['strong', 'em', 's', 'code', 'pre', 'a', 'span', 'img'],
	...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
];

const allowedAttributes = ['href', 'title', 'src', 'alt', 'start', 'class', 'data-language'];

const purifier = createDOMPurify(window);

purifier.addHook('uponSanitizeAttribute', (_element, data) => {
	const { attrName, attrValue } = data;
	if (attrName === 'href') data.keepAttr &&= isAllowedLink(attrValue);
	else if (attrName === 'src') data.keepAttr &&= isAllowedImage(attrValue);
	else if (attrName === 'class') data.keepAttr &&= /^align-(?:left|center|right)$/.test(attrValue);
});

/** Elements made from `html`, of which nothing executes, fetches or navigates by itself. */
export function sanitize(html: string): DocumentFragment {
	return purifier.sanitize(html, {
		ALLOWED_TAGS: allowedTags,
		ALLOWED_ATTR: allowedAttributes,
		ALLOW_DATA_ATTR: false,
		ALLOW_ARIA_ATTR: false,
		RETURN_DOM_FRAGMENT: true,
	});
}
