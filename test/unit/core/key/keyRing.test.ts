import assert from 'node:assert/strict';
import {
	defaultBaseUrl,
	judgeKey,
	keyState,
	parseStoredKey,
	portalUrl,
	requireKey,
	resolveKey,
	successorBaseUrl,
	type KeySources,
} from '../../../../src/core/key/keyRing';
import { OpenMindError } from '../../../../src/core/errors';

const stored = { key: 'om1_live_stored', origin: 'https://api.openmind.org' };
const sources = (given: Partial<KeySources>): KeySources => ({
	stored: undefined,
	environment: undefined,
	environmentOrigin: undefined,
	baseUrl: defaultBaseUrl,
	...given,
});

describe('Which key may be sent where', () => {
	it('takes the stored key before the one of the environment', () => {
		assert.deepEqual(resolveKey(sources({ stored, environment: 'env' })), { state: 'stored', key: stored.key });
	});

	it('takes the environment’s key when none is stored', () => {
		assert.deepEqual(resolveKey(sources({ environment: 'env' })), { state: 'environment', key: 'env' });
	});

	it('asks for a key when there is none', () => {
		assert.equal(keyState(sources({})), 'missing');
		assert.throws(() => requireKey(sources({})), new OpenMindError('noKey'));
	});

	it('holds the stored key back from every other origin, and does not fall back to the environment’s', () => {
		const others = [
			successorBaseUrl,
			'https://evil.example/api/core',
			'http://api.openmind.org/api/core',
			'https://api.openmind.org:8443/',
			'nonsense',
			'',
		];
		for (const baseUrl of others) {
			assert.equal(keyState(sources({ stored, environment: 'env', baseUrl })), 'otherHost', baseUrl);
		}
	});

	it('keeps the stored key when only the path of the base URL changes', () => {
		assert.equal(keyState(sources({ stored, baseUrl: 'https://api.openmind.org/v2' })), 'stored');
	});

	it('holds the environment’s key back from other origins until the user allows one', () => {
		const moved = { environment: 'env', baseUrl: successorBaseUrl };
		assert.equal(keyState(sources(moved)), 'otherHost');
		assert.equal(keyState(sources({ ...moved, environmentOrigin: 'https://api.openmind.com' })), 'environment');
		assert.equal(keyState(sources({ ...moved, environmentOrigin: 'https://other.example' })), 'otherHost');
	});

	it('names the host that the key was held back from, and never the key', () => {
		assert.throws(
			() => requireKey(sources({ stored, baseUrl: successorBaseUrl })),
			(error: unknown) =>
				error instanceof OpenMindError &&
				error.facts.host === 'api.openmind.com' &&
				!JSON.stringify(error).includes(stored.key),
		);
	});

	it('says of a base URL that is none what is wrong with it, before it asks for a key or for leave to send one', () => {
		for (const baseUrl of ['', 'api.openmind.com/api/core', 'api.openmind.com:443/api/core', 'https://']) {
			for (const given of [{}, { stored }, { stored: { ...stored, origin: '' } }, { environment: 'env' }]) {
				assert.throws(
					() => requireKey(sources({ ...given, baseUrl })),
					new OpenMindError('insecureUrl'),
					baseUrl,
				);
			}
		}
	});
});

describe('A stored key', () => {
	it('is read back with its origin', () => {
		assert.deepEqual(parseStoredKey(JSON.stringify(stored)), stored);
	});

	it('counts as none when the place holds anything else', () => {
		for (const text of [
			undefined,
			'',
			'om1_live_raw',
			'{',
			'[]',
			'null',
			'{"key":1,"origin":"x"}',
			'{"key":"x"}',
		]) {
			assert.equal(parseStoredKey(text), undefined, text);
		}
	});
});

describe('A typed key', () => {
	it('is judged by what could be sent, and only warned about when it looks unusual', () => {
		assert.equal(judgeKey('  '), 'empty');
		assert.equal(judgeKey(' om1_live_abcdefghijklmnopqrst '), 'ok');
		assert.equal(judgeKey('sk-123'), 'unusual');
		for (const typed of ['om1 live', 'om1\nlive', 'schlüssel', 'om1_\u200blive']) {
			assert.equal(judgeKey(typed), 'unusable', typed);
		}
	});
});

describe('The portal', () => {
	it('is the one of the host in use', () => {
		assert.equal(portalUrl(defaultBaseUrl), 'https://portal.openmind.org');
		assert.equal(portalUrl(successorBaseUrl), 'https://portal.openmind.com');
	});
});
