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

/** The file by `findFile`, with the line that the place names. */
export async function findPlace<File>(
	text: string,
	workspace: WorkspaceFiles<File>,
): Promise<FoundPlace<File> | undefined> {
	const place = readFilePlace(text);
	const file = place && (await findFile(place.path, workspace));
	return file && { file, place };
}

/** The file at a path, in the first folder that has it; with several folders, the path may begin with the name of one. */
export async function findFile<File>(path: string, workspace: WorkspaceFiles<File>): Promise<File | undefined> {
	return (await filesAt(path, workspace))[0];
}

/** The files at a path in all folders, or in the folder whose name the path begins with. */
export async function filesAt<File>(path: string, { folders, isFile }: WorkspaceFiles<File>): Promise<readonly File[]> {
	const [first = '', ...rest] = path.split('/');
	const named = folders.length > 1 && rest.length > 0 ? folders.filter(({ name }) => name === first) : [];
	for (const candidates of [
		named.map(folder => folder.file(rest.join('/'))),
		folders.map(folder => folder.file(path)),
	]) {
		const isThere = await Promise.all(candidates.map(isFile));
		if (isThere.includes(true)) {
			return candidates.filter((_, index) => isThere[index]);
		}
	}
	return [];
}
