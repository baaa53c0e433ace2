// Images of a message: which are taken, what they are called, and about how many tokens they cost.
import { maxImageBytes } from '../../shared/limits';
import { OpenMindError } from '../errors';
import type { MakeId } from '../ports';
import type { Attachment } from './conversation';

/** Tokens of an image: OpenAI's published figure for one of 1024 by 1024 pixels. Every provider counts its own way. */
export const tokensPerImage = 765;

const types: Readonly<Record<string, string>> = {
	png: 'image/png',
	jpg: 'image/jpeg',
	jpeg: 'image/jpeg',
	gif: 'image/gif',
	webp: 'image/webp',
};

/** The media type of an image file, by its name; undefined for any other. */
export function imageType(path: string): string | undefined {
	const ending = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
	return Object.hasOwn(types, ending) ? types[ending] : undefined;
}

const pattern = /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/;

/** Whether a value is an image as it may be sent. */
export function isImageData(value: unknown): value is string {
	return typeof value === 'string' && pattern.test(value.slice(0, 64).replace(/=+$/, '')) && isBase64(value);
}

/** In pieces: a regular expression over millions of characters at once can overflow its stack. */
function isBase64(value: string): boolean {
	const data = value.slice(value.indexOf(',') + 1).replace(/={1,2}$/, '');
	for (let at = 0; at < data.length; at += 65_536) {
		if (!/^[A-Za-z0-9+/]*$/.test(data.slice(at, at + 65_536))) {
			return false;
		}
	}
	return true;
}

/**
 * An image that was pasted, dropped or read from a file, as an attachment.
 * @param source where it came from; a pasted image has only a name
 * @throws OpenMindError `notText` when it is no image that can be sent, `imageTooLarge` with sizes in bytes.
 */
export function imageAttachment(
	data: string,
	source: { readonly path: string; readonly uri?: string },
	makeId: MakeId,
): Attachment {
	if (!isImageData(data)) {
		throw new OpenMindError('notText');
	}
	const size = Math.floor((data.length - data.indexOf(',') - 1) * 0.75);
	if (size > maxImageBytes) {
		throw new OpenMindError('imageTooLarge', { size, limit: maxImageBytes });
	}
	const { path, uri = '' } = source;
	return { id: makeId(), kind: 'image', path, uri, languageId: '', text: '', image: data, tokens: tokensPerImage };
}

/** A name for a pasted image that no other attachment has: image-1.png, image-2.png ... */
export function pastedName(data: string, others: readonly Attachment[]): string {
	const type = /^data:image\/(\w+)/.exec(data)?.[1] ?? 'png';
	const taken = new Set(others.map(({ path }) => path.replace(/\.\w+$/, '')));
	let number = 1;
	while (taken.has(`image-${number}`)) {
		number++;
	}
	return `image-${number}.${type === 'jpeg' ? 'jpg' : type}`;
}
