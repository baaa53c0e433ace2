// The names by which one file may be meant in the privacy settings: it is enough that one of them is excluded.
import type { FileName } from './exclusions';

/** A file or folder as it is opened and, where that is through a link, as it really is: absolute paths with forward slashes. */
type Paths = readonly string[];

export interface NamedFolder {
	readonly name: string;
	readonly paths: Paths;
}

/**
 * Within a folder of the workspace: the path from there, with several folders also behind the folder's name as it is shown, and the path on the
 * disk. Of a file outside, the path on the disk is its only name.
 */
export function fileNames(file: Paths, folders: readonly NamedFolder[]): readonly FileName[] {
	const names = new Set<string>();
	const onDisk = new Set<string>();
	for (const path of file) {
		const inside = folders.flatMap(({ name, paths }) =>
			paths.flatMap(root => {
				const rest = pathFrom(root, path);
				return rest === undefined ? [] : folders.length > 1 ? [rest, `${name}/${rest}`] : [rest];
			}),
		);
		(inside.length > 0 ? inside : [path]).forEach(name => names.add(name));
		if (inside.length > 0) {
			onDisk.add(path);
		}
	}
	return [...names, ...[...onDisk].map(path => ({ onDisk: path }))];
}

/** Letter case is ignored, as by the globs. */
function pathFrom(root: string, path: string): string | undefined {
	const start = root.endsWith('/') ? root : `${root}/`;
	return path.toLowerCase().startsWith(start.toLowerCase()) ? path.slice(start.length) : undefined;
}
