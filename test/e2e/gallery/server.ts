// Serves the chat page as the extension makes it (its HTML, policy, bundle and style sheets) with a theme of VS Code, on a free local port.
import { createServer, type Server, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pageHtml } from '../../../src/core/chat/pageHtml';
import { englishPageStrings } from '../../../src/shared/strings';
import { root } from '../../vscode/paths.js';

/** The folders of the checkout whose files the page may ask for, by the first part of the address. */
const folders: Readonly<Record<string, string>> = {
	page: path.join(root, 'dist/page'),
	media: path.join(root, 'media'),
	themes: path.join(root, 'test/e2e/gallery/themes'),
};

const contentTypes: Readonly<Record<string, string>> = {
	'.js': 'text/javascript',
	'.css': 'text/css',
	'.map': 'application/json',
};

export interface GalleryServer {
	/** Add `?theme=` with the name of a theme's style sheet. */
	readonly url: string;
	close(): Promise<void>;
}

export async function startGalleryServer(): Promise<GalleryServer> {
	const server = createServer(
		(request, response) => void answer(new URL(request.url ?? '/', originOf(server)), response),
	);
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	return {
		url: originOf(server),
		close: () =>
			new Promise(resolve => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

function originOf(server: Server): string {
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The gallery listens on a port');
	return `http://127.0.0.1:${address.port}`;
}

async function answer(url: URL, response: ServerResponse): Promise<void> {
	if (url.pathname === '/') {
		response.setHeader('content-type', 'text/html; charset=utf-8');
		response.end(page(url));
		return;
	}
	const [, first = '', ...rest] = url.pathname.split('/');
	const folder = folders[first];
	const file = path.join(folder ?? root, ...rest);
	try {
		if (folder === undefined || !file.startsWith(folder + path.sep)) throw new Error('Not served');
		const body = await readFile(file);
		response.setHeader('content-type', contentTypes[path.extname(file)] ?? 'application/octet-stream');
		response.end(body);
	} catch {
		response.statusCode = 404;
		response.end();
	}
}

function page({ origin, searchParams }: URL): string {
	const theme = searchParams.get('theme') ?? 'dark';
	return pageHtml({
		cspSource: origin,
		nonce: 'Z2FsbGVyeSBnYWxsZXJ5IQ==',
		scriptUri: `${origin}/page/chat.js`,
		styleUris: [
			`${origin}/themes/webview.css`,
			`${origin}/themes/${theme}.css`,
			`${origin}/themes/sideBar.css`,
			`${origin}/media/chat.css`,
			`${origin}/media/motion.css`,
		],
		language: 'en',
		title: 'OpenMind Chat',
		strings: englishPageStrings,
	});
}
