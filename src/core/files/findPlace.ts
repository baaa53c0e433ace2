// Finds the file that a place in an answer means, in the folders of the workspace and nowhere else.
import { readFilePlace, type FilePlace } from '../../shared/filePlace';

/** The workspace. */
export interface WorkspaceFiles<File> {
	readonly folders: readonly { readonly name: string; file(path: string): File }[];
	isFile(file: File): Promise<boolean>;
}

export interface FoundPlace<File> {
	readonly file: File;
	readonly place: FilePlace;
}

/** In the first folder that has it; with several folders, a path may begin with the name of one. */
export async function findPlace<File>(
	text: string,
	workspace: WorkspaceFiles<File>,
): Promise<FoundPlace<File> | undefined> {
	const place = readFilePlace(text);
	if (place === undefined) return undefined;
	const { folders } = workspace;
	const [first = '', ...rest] = place.path.split('/');
	const named = folders.length > 1 && rest.length > 0 ? folders.filter(({ name }) => name === first) : [];
	const candidates = [
		...named.map(folder => folder.file(rest.join('/'))),
		...folders.map(folder => folder.file(place.path)),
	];
	for (const file of candidates) {
		if (await workspace.isFile(file)) return { file, place };
	}
	return undefined;
}
