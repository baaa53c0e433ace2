// What a reader pastes or drops: images are read here, files are named to the host, which reads them.

import { maxDropped } from '../shared/limits';

const imageTypes = /^image\/(png|jpeg|gif|webp)$/;

/** The images among what was pasted or dropped. */
export function imagesIn(data: DataTransfer | null): readonly File[] {
	return [...(data?.files ?? [])].filter(({ type }) => imageTypes.test(type));
}

/** A file of the operating system that is none of these. The page sees no more of it than its name. */
export function strangerIn(data: DataTransfer): File | undefined {
	return [...data.files].find(({ type }) => !imageTypes.test(type));
}

/** The URIs of files that VS Code's explorer or an editor tab put into a drag. */
export function filesIn(data: DataTransfer | null): readonly string[] {
	const list = data?.getData('application/vnd.code.uri-list') || data?.getData('text/uri-list') || '';
	const uris = list.split(/\r?\n/).filter(line => line !== '' && !line.startsWith('#'));
	return [...new Set(uris)].slice(0, maxDropped);
}

/** Who takes what is dropped. */
export interface DropTaker {
	/** Whether anything is taken now. */
	takes(): boolean;
	onDrop(data: DataTransfer): void;
}

/**
 * Lets files be dropped on an element, which has the class `dropping` meanwhile. VS Code lets a drag through to the page while Shift is held.
 * The browser would go to a file that nobody takes, so none is left to it.
 */
export function takeDrops(element: HTMLElement, taker: DropTaker): void {
	element.addEventListener('dragover', event => {
		if (event.dataTransfer === null || !holdsFiles(event.dataTransfer)) return;
		event.preventDefault();
		if (taker.takes()) element.classList.add('dropping');
		else event.dataTransfer.dropEffect = 'none';
	});
	element.addEventListener('dragleave', () => element.classList.remove('dropping'));
	element.addEventListener('drop', event => {
		element.classList.remove('dropping');
		if (event.dataTransfer === null || !holdsFiles(event.dataTransfer)) return;
		event.preventDefault();
		if (taker.takes()) taker.onDrop(event.dataTransfer);
	});
}

/** Whether a drag may hold something for the page; what it is can only be read when it is dropped. */
function holdsFiles({ types }: DataTransfer): boolean {
	return types.some(type => /^(Files|text\/uri-list|application\/vnd\.code\.uri-list)$/.test(type));
}

/** An image as a `data:` URI. */
export function readImage(file: File): Promise<string> {
	return new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(String(reader.result));
		reader.onerror = () => reject(new Error('The image could not be read'));
		reader.readAsDataURL(file);
	});
}
