// Serves the page that a candidate is measured in: the same panel, theme and style sheet for all.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { root } from '../../vscode/paths.js';

const styles = [
	...['test/e2e/gallery/themes/webview.css', 'test/e2e/gallery/themes/dark.css'],
	...['media/chat.css', 'media/markdown.css'],
];

export interface BenchServer {
	readonly url: string;
	close(): void;
}

export async function startBenchServer(bundles: string): Promise<BenchServer> {
	const css = (await Promise.all(styles.map(file => readFile(path.join(root, file), 'utf8')))).join('\n');
	const server = createServer((request, response) => {
		const url = new URL(request.url ?? '/', 'http://127.0.0.1');
		if (url.pathname === '/') {
			response.setHeader('content-type', 'text/html; charset=utf-8');
			response.end(page(css, url.searchParams.get('candidate') ?? ''));
			return;
		}
		readFile(path.join(bundles, path.normalize(url.pathname))).then(
			body => {
				response.setHeader('content-type', 'text/javascript');
				response.end(body);
			},
			() => {
				response.statusCode = 404;
				response.end();
			},
		);
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The server listens on a port');
	return {
		url: `http://127.0.0.1:${address.port}`,
		close: () => {
			server.close();
			server.closeAllConnections();
		},
	};
}

function page(css: string, candidate: string): string {
	return `<!DOCTYPE html><meta charset="utf-8"><style>${css}</style><body>
<div id="answer" class="markdown"></div><script type="module" src="/${encodeURIComponent(candidate)}.js"></script>`;
}
