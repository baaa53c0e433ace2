// The beginning of an error answer, as far as it came: one that breaks off or stalls still says something.
import { TextReader } from './bytes';
import { errorBodyCap } from './limits';
import type { FetchResponse } from './transport';

export interface ErrorBody {
	readonly text: string;
	/** Whether that is all of it, so that the connection can be used again. */
	readonly ended: boolean;
}

export async function readErrorBody(body: FetchResponse['body']): Promise<ErrorBody> {
	const reader = new TextReader();
	let text = '';
	let size = 0;
	try {
		for await (const piece of body ?? []) {
			text += reader.read(piece);
			size += piece.length;
			if (size > errorBodyCap) return { text, ended: false };
		}
		return { text: text + reader.end(), ended: true };
	} catch {
		// The status is what failed; how its body ended adds nothing.
		return { text, ended: false };
	}
}
