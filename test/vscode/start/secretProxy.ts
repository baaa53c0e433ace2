// Stands before the VS Code server and adds the one thing that it leaves to whoever hosts it: the key with which the browser encrypts stored
// secrets. Without it an API key would be forgotten at every reload of the window.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** AES-256. */
const KEY_BYTES = 32;

/** The same at each start, so that the browser finds what it stored for this address; any other will do when it is taken. */
const preferredPort = 8420;

export interface SecretProxy {
	readonly port: number;
	readonly stop: () => void;
}

/** Forwards 127.0.0.1:PORT to `target` on this machine. The key is kept in `keyFile`. */
export async function startSecretProxy(target: number, keyFile: string): Promise<SecretProxy> {
	const key = await keptKey(keyFile);
	const server = createServer((incoming, answer) => {
		if (incoming.url?.startsWith('/mint-key') === true) {
			answer.end(key);
		} else {
			forward(incoming, answer, target);
		}
	});
	server.on('upgrade', (incoming, socket: Socket, head) => forwardSocket({ incoming, socket, head }, target));
	await listen(server, preferredPort).catch(() => listen(server, 0));
	return {
		// A listening TCP server has an address object.
		port: (server.address() as AddressInfo).port,
		stop: () => {
			server.close();
			server.closeAllConnections();
		},
	};
}

async function keptKey(file: string): Promise<Buffer> {
	if (!existsSync(file)) {
		await writeFile(file, randomBytes(KEY_BYTES), { mode: 0o600 });
	}
	return readFile(file);
}

function listen(server: Server, port: number): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => {
			server.off('error', reject);
			resolve();
		});
	});
}

function forward(incoming: IncomingMessage, answer: ServerResponse, port: number): void {
	const { method, url: path, headers } = incoming;
	const outgoing = request({ host: '127.0.0.1', port, method, path, headers }, response => {
		answer.writeHead(response.statusCode ?? 502, response.headers);
		response.pipe(answer);
	});
	outgoing.on('error', () => answer.destroy());
	incoming.pipe(outgoing);
}

function forwardSocket(
	{ incoming, socket, head }: { incoming: IncomingMessage; socket: Socket; head: Buffer },
	port: number,
): void {
	const upstream = connect(port, '127.0.0.1', () => {
		const headers = incoming.rawHeaders.flatMap((name, index) =>
			index % 2 === 0 ? [`${name}: ${incoming.rawHeaders[index + 1]}`] : [],
		);
		upstream.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
		upstream.write(head);
		upstream.pipe(socket).pipe(upstream);
	});
	for (const [one, other] of [
		[upstream, socket],
		[socket, upstream],
	] as const) {
		one.on('error', () => other.destroy());
		one.on('close', () => other.destroy());
	}
}
