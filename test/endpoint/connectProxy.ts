// A forward proxy as companies have them: tunnels to the one server it is told of, whatever the name that is asked for, and remembers what it
// carried. Nothing else gets through it.
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

export interface Tunnel {
	/** The `host:port` that was asked for. */
	readonly target: string;
	/** What the client sent through it. */
	readonly sent: Buffer;
}

export interface ConnectProxy {
	readonly url: string;
	/** Oldest first. */
	readonly tunnels: readonly Tunnel[];
	/** Requests that were turned away: for other hosts, or without a tunnel. */
	readonly refused: readonly string[];
	/** Closes every tunnel and stops listening. */
	stop(): Promise<void>;
}

/** A tunnel keeps no more than this of what goes through it. */
const keptBytes = 256 * 1024;

/** @param host the name that stands for `port` on this machine */
export async function startConnectProxy(host: string, port: number): Promise<ConnectProxy> {
	const tunnels: { target: string; sent: Buffer }[] = [];
	const refused: string[] = [];
	const sockets = new Set<Socket>();
	const server = createServer((request, response) => {
		refused.push(request.url ?? '');
		response.writeHead(403).end();
	});
	server.on('connection', socket => {
		sockets.add(socket);
		socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
	});
	server.on('connect', ({ url = '' }, socket: Socket, head) => {
		if (url !== `${host}:${port}`) {
			refused.push(url);
			socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
			return;
		}
		const tunnel = { target: url, sent: head };
		tunnels.push(tunnel);
		const upstream = connect(port, '127.0.0.1', () => socket.write('HTTP/1.1 200 Connection established\r\n\r\n'));
		socket.on('data', (piece: Buffer) => {
			if (tunnel.sent.length < keptBytes) tunnel.sent = Buffer.concat([tunnel.sent, piece]);
		});
		upstream.write(head);
		upstream.on('error', () => socket.destroy()).on('close', () => socket.destroy());
		socket.on('close', () => upstream.destroy());
		socket.pipe(upstream).pipe(socket);
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', resolve);
	});
	return {
		// A listening TCP server has an address object.
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		tunnels,
		refused,
		stop: () =>
			new Promise(resolve => {
				server.close(() => resolve());
				for (const socket of sockets) socket.destroy();
			}),
	};
}
