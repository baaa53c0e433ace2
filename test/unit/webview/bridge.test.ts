import assert from 'node:assert/strict';
import { Bridge, readMemory, type PageHost } from '../../../src/webview/bridge';
import type { ToPage } from '../../../src/shared/protocol';

class FakeHost implements PageHost {
	readonly posted: unknown[] = [];
	kept: unknown;

	postMessage(message: unknown): void {
		this.posted.push(message);
	}

	getState(): unknown {
		return this.kept;
	}

	setState(state: unknown): void {
		this.kept = state;
	}
}

describe('the bridge of the chat page', () => {
	it('keeps the draft, the place and an unconfirmed message for the next page', () => {
		const host = new FakeHost();
		const bridge = new Bridge(host);
		bridge.remember({ draft: 'Why', scroll: 120 });
		bridge.remember({ unconfirmed: { turnId: 't1', text: 'Hello' } });
		assert.deepEqual(new Bridge(host).memory, {
			draft: 'Why',
			scroll: 120,
			unconfirmed: { turnId: 't1', text: 'Hello' },
		});
	});

	it('forgets an unconfirmed message and nothing else', () => {
		const host = new FakeHost();
		const bridge = new Bridge(host);
		bridge.remember({ draft: 'Why', unconfirmed: { turnId: 't1', text: 'Hello' } });
		bridge.forgetUnconfirmed();
		assert.deepEqual(new Bridge(host).memory, { draft: 'Why', scroll: 'end' });
	});

	it('starts afresh from kept state that it cannot read', () => {
		for (const state of [undefined, null, 7, 'draft', [], { draft: 1, scroll: {}, unconfirmed: { turnId: 1 } }]) {
			assert.deepEqual(readMemory(state), { draft: '', scroll: 'end' });
		}
	});

	it('hears messages of the host and nothing else on the window', () => {
		const heard: ToPage[] = [];
		const window = new EventTarget();
		new Bridge(new FakeHost()).listen(window, message => heard.push(message));
		for (const data of [
			null,
			'focusInput',
			{},
			{ type: 1 },
			{ type: 'toString' },
			{ type: 'unknown' },
			{ type: 'focusInput' },
		]) {
			window.dispatchEvent(new MessageEvent('message', { data }));
		}
		assert.deepEqual(heard, [{ type: 'focusInput' }]);
	});
});
