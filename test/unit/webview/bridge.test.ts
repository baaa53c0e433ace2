import assert from 'node:assert/strict';
import { mock } from 'node:test';
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

	/** How often it was. */
	times = 0;

	setState(state: unknown): void {
		this.kept = state;
		this.times++;
	}
}

describe('the bridge of the chat page', () => {
	const edit = { turnId: 't0', text: 'Hi', without: ['a1'] };

	it('keeps the draft, the place, an edit and what was sent for the next page', () => {
		const host = new FakeHost();
		const bridge = new Bridge(host);
		bridge.remember({ draft: 'Why', scroll: 120, edits: [edit] });
		bridge.send({ turnId: 't1', text: 'Hello' });
		bridge.send({ turnId: 't2', text: 'Hi', edit });
		assert.deepEqual(host.posted, [
			{ type: 'submit', turnId: 't1', text: 'Hello' },
			{ type: 'edit', turnId: 't0', newTurnId: 't2', text: 'Hi', without: ['a1'] },
		]);
		assert.deepEqual(new Bridge(host).memory, {
			draft: 'Why',
			scroll: 120,
			edits: [edit],
			sent: [
				{ turnId: 't1', text: 'Hello' },
				{ turnId: 't2', text: 'Hi', edit },
			],
		});
	});

	it('keeps nothing again that has not changed', () => {
		const host = new FakeHost();
		const bridge = new Bridge(host);
		for (const draft of ['Why', 'Why', 'Why?']) bridge.remember({ draft });
		assert.equal(host.times, 2);
	});

	it('keeps a place that goes on changing once, with the next change of something else or when the page is hidden', () => {
		const host = new FakeHost();
		const bridge = new Bridge(host);
		const window = new EventTarget();
		bridge.listen(window, () => {});
		for (const scroll of [1, 2, 3]) bridge.rememberSoon({ scroll });
		assert.deepEqual([host.times, bridge.memory.scroll], [0, 3]);
		bridge.remember({ draft: 'Why' });
		assert.deepEqual([host.times, readMemory(host.kept).scroll], [1, 3]);
		for (const [leaving, scroll, times] of [
			['visibilitychange', 4, 2],
			['pagehide', 5, 3],
			['pagehide', 5, 3],
		] as const) {
			bridge.rememberSoon({ scroll });
			window.dispatchEvent(new Event(leaving));
			assert.deepEqual([host.times, readMemory(host.kept).scroll], [times, scroll]);
		}
	});

	it('keeps a place that goes on changing after a rest', () => {
		mock.timers.enable({ apis: ['setTimeout'] });
		try {
			const host = new FakeHost();
			const bridge = new Bridge(host);
			for (const scroll of [1, 2]) bridge.rememberSoon({ scroll });
			mock.timers.tick(199);
			assert.equal(host.times, 0);
			bridge.rememberSoon({ scroll: 3 });
			mock.timers.tick(1);
			assert.deepEqual([host.times, readMemory(host.kept).scroll], [1, 3]);
			mock.timers.tick(1000);
			assert.equal(host.times, 1);
		} finally {
			mock.timers.reset();
		}
	});

	it('forgets what was sent by its turn, and nothing else', () => {
		const host = new FakeHost();
		const bridge = new Bridge(host);
		bridge.remember({ draft: 'Why' });
		bridge.send({ turnId: 't1', text: 'Hello' });
		bridge.send({ turnId: 't2', text: 'And' });
		bridge.forgetSent(new Set(['t1', 't9']));
		assert.deepEqual(new Bridge(host).memory, {
			draft: 'Why',
			scroll: 'end',
			sent: [{ turnId: 't2', text: 'And' }],
			edits: [],
		});
	});

	it('starts afresh from kept state that it cannot read', () => {
		for (const state of [
			undefined,
			null,
			7,
			'draft',
			[],
			{ draft: 1, scroll: {}, sent: [{ turnId: 1 }], edits: 7 },
		]) {
			assert.deepEqual(readMemory(state), { draft: '', scroll: 'end', sent: [], edits: [] });
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
