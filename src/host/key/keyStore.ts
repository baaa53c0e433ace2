// The key in VS Code's SecretStorage, with the origin it was given for. Other windows write it too, so nothing is kept between uses.
import * as vscode from 'vscode';
import {
	environmentVariable,
	keyState,
	parseStoredKey,
	requireKey,
	requireOrigin,
	resolveKey,
	type KeySources,
	type StoredKey,
} from '../../core/key/keyRing';
import type { KeyState } from '../../shared/protocol';
import { Disposable } from '../dispose';
import type { Settings } from '../settings';

const secretName = 'openmind.apiKey';

/** Where the user's leave to send the environment's key to another origin is kept. */
const environmentOriginName = 'openmind.environmentKeyOrigin';

export class KeyStore extends Disposable {
	readonly #secrets: vscode.SecretStorage;
	readonly #state: vscode.Memento;
	readonly #settings: Settings;
	readonly #changed = this._register(new vscode.EventEmitter<void>());

	/** The key, or where it may go, changed here or in another window. */
	readonly onDidChange = this.#changed.event;

	constructor(context: Pick<vscode.ExtensionContext, 'secrets' | 'globalState'>, settings: Settings) {
		super();
		this.#secrets = context.secrets;
		this.#state = context.globalState;
		this.#settings = settings;
		this._register(
			this.#secrets.onDidChange(event => {
				if (event.key === secretName) {
					this.#changed.fire();
				}
			}),
		);
		this._register(settings.onDidChange(['baseUrl'], () => this.#changed.fire()));
	}

	/** @throws OpenMindError `noKey`, `keyForOtherHost` or `insecureUrl`. */
	async requireKey(): Promise<string> {
		return requireKey(await this.#sources());
	}

	async state(): Promise<KeyState> {
		return keyState(await this.#sources());
	}

	/** Keeps a key for the present base URL's origin. @throws OpenMindError `insecureUrl` when it has none. */
	async set(key: string): Promise<void> {
		const stored: StoredKey = { key: key.trim(), origin: requireOrigin(this.#settings.baseUrl()) };
		await this.#secrets.store(secretName, JSON.stringify(stored));
	}

	/** Forgets the stored key and any leave given for the environment's. */
	async clear(): Promise<void> {
		await this.#secrets.delete(secretName);
		await this.#state.update(environmentOriginName, undefined);
		this.#changed.fire();
	}

	/** The user says that the key may be sent to the present base URL. @throws OpenMindError as `set`. */
	async allowHere(): Promise<void> {
		const sources = await this.#sources();
		if (resolveKey(sources).state !== 'otherHost') {
			return;
		}
		if (sources.stored) {
			await this.set(sources.stored.key);
		} else {
			await this.#state.update(environmentOriginName, requireOrigin(sources.baseUrl));
			this.#changed.fire();
		}
	}

	async #sources(): Promise<KeySources> {
		return {
			stored: parseStoredKey(await this.#secrets.get(secretName)),
			environment: process.env[environmentVariable]?.trim() || undefined,
			environmentOrigin: this.#state.get<string>(environmentOriginName),
			baseUrl: this.#settings.baseUrl(),
		};
	}
}
