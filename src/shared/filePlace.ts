// A place in a file of the workspace, as answers write it: `src/a.ts`, `src/a.ts:12`, `src/a.ts:12:5`, `src/a.ts#L12`. The page looks for such
// words, and the host reads them again: what the page says is the model's.

export interface FilePlace {
	/** Relative to a folder of the workspace, with forward slashes; never out of it. */
	readonly path: string;
	/** Counted from 1, like the column. */
	readonly line?: number;
	readonly column?: number;
}

/** Longest text that is believed to be a place, in UTF-16 units. */
const maxLength = 260;

/** Most places of one answer that are looked up: more than anybody follows. */
export const maxPlaces = 100;

/** No colon, so that nothing with a scheme or a drive is a path; no space, so that commands are none. */
const place =
	/^((?:[\p{L}\p{N}_@.()[\]{}+$~-]+\/)*[\p{L}\p{N}_@.()[\]{}+$~-]+?)(?::(\d{1,7})(?::(\d{1,7})|-\d{1,7})?|#L(\d{1,7})(?:-L?\d{1,7})?)?$/u;

/** What a file is called; words such as `npm/test` are none. */
const fileName = /^(?:.*\.[A-Za-z][A-Za-z0-9_-]{0,15}|Makefile|Dockerfile|Jenkinsfile|LICENSE|README)$/;

/** @returns undefined for everything else, whatever leaves the workspace included. */
export function readFilePlace(text: string): FilePlace | undefined {
	if (text.length > maxLength) return undefined;
	const match = place.exec(text.replaceAll('\\', '/').replace(/^(?:\.\/)+/, ''));
	const path = match?.[1];
	if (match === null || path === undefined) return undefined;
	const parts = path.split('/');
	if (parts.some(part => /^\.+$/.test(part)) || parts[0]?.startsWith('~')) return undefined;
	if (!fileName.test(parts.at(-1) ?? '')) return undefined;
	const [line, column] = [Number(match[2] ?? match[4] ?? 0), Number(match[3] ?? 0)];
	return { path, ...(line > 0 && { line }), ...(line > 0 && column > 0 && { column }) };
}
