// A certificate authority of one's own, made anew for each use, and a server certificate that it signed: what a company's network has, and
// what no machine knows by itself. Written out in DER, so that it needs no tool that a machine may lack.
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

export interface PrivateCa {
	/** The authority's certificate, PEM: whoever is told to trust it trusts the server. */
	readonly ca: string;
	/** PEM, with the server's key, as `node:https` takes them. */
	readonly server: { readonly key: string; readonly cert: string };
}

/** @param names the server's DNS names; 127.0.0.1 is always among its addresses */
export function makePrivateCa(names: readonly string[]): PrivateCa {
	const authority = { name: 'Test Authority', keys: newKeys() };
	const server = { name: names[0] ?? '127.0.0.1', keys: newKeys() };
	const alternatives = [
		tlv(0x87, Buffer.from([127, 0, 0, 1])),
		...names.map(name => tlv(0x82, Buffer.from(name, 'ascii'))),
	];
	return {
		ca: certificate(authority, authority, [
			extension('551d13', true, sequence(boolean(true))),
			extension('551d0f', true, tlv(0x03, Buffer.from([1, 0x06]))),
		]),
		server: {
			key: server.keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
			cert: certificate(server, authority, [extension('551d11', false, sequence(...alternatives))]),
		},
	};
}

interface Party {
	readonly name: string;
	readonly keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
}

function newKeys(): Party['keys'] {
	return generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
}

const dayMs = 24 * 60 * 60 * 1000;
const ecdsaWithSha256 = sequence(tlv(0x06, hex('2a8648ce3d040302')));

/** An X.509 certificate of version 3, valid from yesterday until tomorrow; PEM. */
function certificate(subject: Party, issuer: Party, extensions: readonly Buffer[]): string {
	const toBeSigned = sequence(
		tlv(0xa0, integer(2)),
		integer(subject === issuer ? 1 : 2),
		ecdsaWithSha256,
		commonName(issuer.name),
		sequence(utcTime(Date.now() - dayMs), utcTime(Date.now() + dayMs)),
		commonName(subject.name),
		subject.keys.publicKey.export({ type: 'spki', format: 'der' }),
		tlv(0xa3, sequence(...extensions)),
	);
	const signature = sign('sha256', toBeSigned, issuer.keys.privateKey);
	const der = sequence(toBeSigned, ecdsaWithSha256, tlv(0x03, Buffer.from([0]), signature));
	const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
	return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}

function commonName(name: string): Buffer {
	return sequence(tlv(0x31, sequence(tlv(0x06, hex('550403')), tlv(0x0c, Buffer.from(name)))));
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
	return sequence(tlv(0x06, hex(id)), ...(critical ? [boolean(true)] : []), tlv(0x04, value));
}

function sequence(...parts: readonly Buffer[]): Buffer {
	return tlv(0x30, ...parts);
}

function integer(value: number): Buffer {
	return tlv(0x02, Buffer.from([value]));
}

function boolean(value: boolean): Buffer {
	return tlv(0x01, Buffer.from([value ? 0xff : 0]));
}

/** YYMMDDHHMMSSZ. */
function utcTime(ms: number): Buffer {
	const text = new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14);
	return tlv(0x17, Buffer.from(`${text}Z`));
}

/** Tag, length, value. */
function tlv(tag: number, ...parts: readonly Buffer[]): Buffer {
	const value = Buffer.concat(parts);
	const { length } = value;
	const short = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
	return Buffer.concat([Buffer.from([tag, ...short]), value]);
}

function hex(text: string): Buffer {
	return Buffer.from(text, 'hex');
}
