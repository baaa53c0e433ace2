// Bytes to text: decodes UTF-8 across cuts, drops a byte order mark, and stops at a cap.
import { OpenMindError } from '../core/errors';
import type { FetchResponse } from './transport';

/**
 * @param cap most bytes of the body; beyond it an OpenMindError `tooLarge` is thrown
 * @param onPiece called as each piece arrives
 */
export async function* readText(body: FetchResponse['body'], cap: number, onPiece: () => void): AsyncGenerator<string> {
	const decoder = new TextDecoder();
	let size = 0;
	for await (const piece of body ?? []) {
		const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
		size += bytes.length;
		if (size > cap) throw new OpenMindError('tooLarge', { limit: cap, size });
		onPiece();
		const text = decoder.decode(bytes, { stream: true });
		if (text !== '') yield text;
	}
	const rest = decoder.decode();
	if (rest !== '') yield rest;
}

/** The beginning of a body, as far as it came: an error answer that breaks off or stalls still says something. */
export async function readStart(body: FetchResponse['body'], cap: number, onPiece: () => void): Promise<string> {
	let text = '';
	try {
		for await (const piece of readText(body, cap, onPiece)) text += piece;
	} catch {
		// The status is what failed; how its body ended adds nothing.
	}
	return text;
}
