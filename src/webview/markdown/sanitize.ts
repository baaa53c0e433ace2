// The last gate before a model's words become elements: an allow-list of elements and attributes, whatever the Markdown renderer produced.
import createDOMPurify from 'dompurify';
import { isAllowedImage, isAllowedLink } from './links';

const allowedTags = [
	...['div', 'p', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'li'],
	...['strong', 'em', 's', 'code', 'pre', 'a', 'span', 'img', 'input'],
	...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
];

const allowedAttributes = [
	'href',
	'title',
	'src',
	'alt',
	'start',
	'dir',
	'class',
	'data-info',
	'data-open',
	'data-formula',
	'type',
	'checked',
	'disabled',
	'aria-label',
];

const purifier = createDOMPurify(window);

purifier.addHook('uponSanitizeAttribute', (_element, data) => {
	const { attrName, attrValue } = data;
	if (attrName === 'href') data.keepAttr &&= isAllowedLink(attrValue);
	else if (attrName === 'src') data.keepAttr &&= isAllowedImage(attrValue);
	// Of all inputs, only boxes that show something.
	else if (attrName === 'dir') data.keepAttr &&= attrValue === 'rtl';
	else if (attrName === 'type') data.keepAttr &&= attrValue === 'checkbox';
	else if (attrName === 'class') data.keepAttr &&= /^(?:task|align-(?:left|center|right))$/.test(attrValue);
});

purifier.setConfig({
	ALLOWED_TAGS: allowedTags,
	ALLOWED_ATTR: allowedAttributes,
	ALLOW_DATA_ATTR: false,
	ALLOW_ARIA_ATTR: false,
	// Words and TeX may look like addresses; nothing follows them.
	ADD_URI_SAFE_ATTR: ['aria-label', 'data-formula'],
	IN_PLACE: true,
});

/**
 * Markup with nothing to take away: allowed elements with no attribute, or with one whose values are spelled out here, and text. Most of what
 * streams is of this kind, and a look at the string costs a tenth of a walk through its elements.
 */
const harmless =
	/^(?:[^<]|<\/?(?:p|br|hr|h[1-6]|blockquote|[uo]l|li|strong|em|s|code|table|thead|tbody|tr|t[hd])>|<ol start="\d+"(?: dir="rtl")?>|<(?:p|h[1-6]|blockquote|[uo]l|table) dir="rtl">|<t[hd] class="align-(?:left|center|right)">|<pre data-info="[\w+#. -]*"(?: data-open="")?>|<\/pre>)*$/;

const inPage = document.createRange();
inPage.selectNodeContents(document.createElement('div'));

/** Elements made from `html`, of which nothing executes, fetches or navigates by itself. */
export function sanitize(html: string): DocumentFragment {
	// Safe, as the expression says: there is no other element and no other attribute.
	if (harmless.test(html)) return inPage.createContextualFragment(html);
	const template = document.createElement('template');
	// Safe: a template's content is a document of its own that runs and fetches nothing.
	template.innerHTML = `<div>${html}</div>`;
	const box = template.content.firstElementChild;
	const fragment = document.createDocumentFragment();
	if (box === null) return fragment;
	purifier.sanitize(box);
	fragment.append(...box.childNodes);
	return fragment;
}

const mathPurifier = createDOMPurify(window);

/** Elements of a formula: MathML and nothing else, without targets and styles. */
export function sanitizeMath(html: string): DocumentFragment {
	return mathPurifier.sanitize(html, {
		USE_PROFILES: { mathMl: true },
		FORBID_ATTR: ['href', 'xlink:href', 'style', 'class'],
		FORBID_CONTENTS: ['annotation', 'annotation-xml'],
		RETURN_DOM_FRAGMENT: true,
	});
}
