import type { AttachmentView } from './chat';

/** What an attachment is called among others: a file's name, without its folders unless another has the same, and its lines as an editor would write them. */
export function attachmentLabel({ path, lines }: AttachmentView, all: readonly AttachmentView[]): string {
	const isShared = all.some(other => other.path !== path && nameOf(other.path) === nameOf(path));
	const name = isShared ? path : nameOf(path);
	if (lines === undefined) return name;
	return lines.first === lines.last ? `${name}:${lines.first}` : `${name}:${lines.first}-${lines.last}`;
}

function nameOf(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}
