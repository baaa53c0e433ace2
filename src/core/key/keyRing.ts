// Which key may be sent where. A key belongs to the origin it was given for; after the base URL moves to another origin it is held back
// until the user says that it may go there.
import type { KeyState } from '../../shared/protocol';
import { OpenMindError } from '../errors';

export const defaultBaseUrl = 'https://api.openmind.org/api/core';

/** Where the service is moving to; offered in one click when the default host cannot be reached, never used on its own. */
export const successorBaseUrl = 'https://api.openmind.com/api/core';

export const environmentVariable = 'OM_API_KEY';

export interface StoredKey {
	readonly key: string;
	readonly origin: string;
}

export interface KeySources {
	/** From SecretStorage; it wins. */
	readonly stored: StoredKey | undefined;
	/** From the extension host's environment. */
	readonly environment: string | undefined;
	/** The origin that the user allowed the environment's key for, besides the default one. */
	readonly environmentOrigin: string | undefined;
	readonly baseUrl: string;
}

export type KeyResolution =
	| { readonly state: 'stored' | 'environment'; readonly key: string }
	| { readonly state: 'missing' }
	| { readonly state: 'otherHost'; readonly host: string };

export function resolveKey({ stored, environment, environmentOrigin, baseUrl }: KeySources): KeyResolution {
	const origin = originOf(baseUrl);
	const otherHost = { state: 'otherHost', host: hostOf(baseUrl) } as const;
	if (stored) {
		return stored.origin === origin ? { state: 'stored', key: stored.key } : otherHost;
	}
	if (environment) {
		const allowed = origin === originOf(defaultBaseUrl) || origin === environmentOrigin;
		return allowed ? { state: 'environment', key: environment } : otherHost;
	}
	return { state: 'missing' };
}

/** @throws OpenMindError `noKey` or `keyForOtherHost` when there is no key that may be sent, or as `requireOrigin`. */
export function requireKey(sources: KeySources): string {
	requireOrigin(sources.baseUrl);
	const resolution = resolveKey(sources);
	switch (resolution.state) {
		case 'stored':
		case 'environment':
			return resolution.key;
		case 'missing':
			throw new OpenMindError('noKey');
		case 'otherHost':
			throw new OpenMindError('keyForOtherHost', { host: resolution.host });
	}
}

export function keyState(sources: KeySources): KeyState {
	return resolveKey(sources).state;
}

/** Reads a stored key back; anything else in that place counts as none. */
export function parseStoredKey(text: string | undefined): StoredKey | undefined {
	try {
		const value: unknown = JSON.parse(text ?? 'null');
		if (typeof value === 'object' && value !== null && 'key' in value && 'origin' in value) {
			const { key, origin } = value;
			return typeof key === 'string' && typeof origin === 'string' ? { key, origin } : undefined;
		}
	} catch {
		// Not ours: treated as no key, so that the user is asked for one.
	}
	return undefined;
}

export type KeyVerdict = 'ok' | 'empty' | 'unusable' | 'unusual';

/**
 * Judges what was typed. `unusable` cannot stand in a header. `unusual` lacks the documented prefix `om1_live_` or `om1_test_`; the length of
 * keys varies, so this only warns.
 */
export function judgeKey(typed: string): KeyVerdict {
	const key = typed.trim();
	if (key === '') {
		return 'empty';
	}
	if (!/^[\x21-\x7e]+$/.test(key)) {
		return 'unusable';
	}
	return /^om1_(live|test)_[A-Za-z0-9]{20,}$/.test(key) ? 'ok' : 'unusual';
}

/** The origin that a key is given for. @throws OpenMindError `insecureUrl` for a base URL that has none, as without https:// before it. */
export function requireOrigin(baseUrl: string): string {
	const origin = originOf(baseUrl);
	if (origin === '') {
		throw new OpenMindError('insecureUrl');
	}
	return origin;
}

/** The origin of a base URL, or an empty one that equals no real origin when it is not a URL. `localhost:80` is one, of the scheme `localhost`. */
function originOf(baseUrl: string): string {
	const origin = URL.canParse(baseUrl) ? new URL(baseUrl).origin : 'null';
	return origin === 'null' ? '' : origin;
}

export function hostOf(baseUrl: string): string {
	return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
}

/** Where keys and balance are managed: the portal moves to the successor's domain together with the API. */
export function portalUrl(baseUrl: string): string {
	return hostOf(baseUrl) === hostOf(successorBaseUrl) ? 'https://portal.openmind.com' : 'https://portal.openmind.org';
}
