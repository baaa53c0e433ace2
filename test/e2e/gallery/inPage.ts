// Functions that run in the page, where a test can wait for each drawing without a way back to Node. They may use nothing from outside themselves.
import type { ToPage } from '../../../src/shared/protocol';

/** Runs in the page: whatever an answer holds beyond the allowed elements, attributes and targets. */
export function listBadNodes(): string[] {
	const elements =
		/^(P|BR|HR|H[1-6]|BLOCKQUOTE|UL|OL|LI|STRONG|EM|S|CODE|PRE|A|SPAN|IMG|TABLE|THEAD|TBODY|TR|TH|TD|DIV|BUTTON|INPUT|m[a-z]+)$/;
	const attributes =
		/^(href|title|src|alt|start|class|tabindex|role|aria-label|aria-hidden|aria-pressed|type|width|height|xmlns|checked|disabled|data-formula|data-icon|display|mathvariant|stretchy|fence|form|separator|accent|lspace|rspace|columnalign|columnspacing|rowspacing|scriptlevel|displaystyle|linethickness|mathcolor|mathbackground|mathsize|minsize|maxsize|height|depth|voffset|movablelimits|largeop|symmetric|encoding|hidden)$/;
	const bad: string[] = [];
	for (const element of document.querySelectorAll('.markdown *')) {
		// Our own, around an image: a diagram, or the note that there is none.
		if (element.closest('.diagram, .code-note') !== null) continue;
		if (!elements.test(element.tagName)) bad.push(element.outerHTML);
		for (const { name, value } of element.attributes) {
			const target =
				(name === 'href' && !/^(https?:\/\/|mailto:)/i.test(value)) ||
				(name === 'src' && !/^data:image\/(png|gif|jpeg|webp);base64,/.test(value));
			if (!attributes.test(name) || target) bad.push(element.outerHTML);
		}
	}
	return bad;
}

/** Runs in the page: streams an answer five characters at a time, looking at the page after each step. */
export async function streamAndList({
	state,
	text,
	listing,
}: {
	state: ToPage;
	text: string;
	listing: string;
}): Promise<string[]> {
	const list = (0, eval)(`(${listing})`) as () => string[];
	const say = async (data: unknown): Promise<void> => {
		window.dispatchEvent(new MessageEvent('message', { data }));
		// The chat, the turn and the answer draw one after the other, each in microtasks.
		await new Promise<void>(resolve => {
			const channel = new MessageChannel();
			channel.port1.onmessage = () => resolve();
			channel.port2.postMessage(undefined);
		});
	};
	await say({ ...state, conversation: { id: 'none', turns: [] } });
	await say(state);
	const bad: string[] = [];
	for (let at = 0; at < text.length; at += 5) {
		await say({
			type: 'delta',
			turnId: 'turn-1',
			answerId: 'answer-1',
			text: text.slice(at, at + 5),
			reasoning: '',
		});
		bad.push(...list());
	}
	return bad;
}

/** Runs in the page: the elements of an answer that streamed in pieces of these sizes, and of the same answer at once. */
export async function streamBothWays({
	state,
	text,
	sizes,
}: {
	state: ToPage;
	text: string;
	sizes: readonly number[];
}): Promise<{ whole: string; streamed: string }> {
	const address = { turnId: 'turn-1', answerId: 'answer-1' };
	const say = async (data: unknown): Promise<void> => {
		window.dispatchEvent(new MessageEvent('message', { data }));
		// The chat, the turn and the answer draw one after the other, each in microtasks.
		await new Promise<void>(resolve => {
			const channel = new MessageChannel();
			channel.port1.onmessage = () => resolve();
			channel.port2.postMessage(undefined);
		});
	};
	const show = async (cut: (at: number) => number): Promise<string> => {
		await say({ ...state, conversation: { id: 'none', turns: [] } });
		await say(state);
		for (let at = 0, step = 0; at < text.length; step++) {
			const end = at + cut(step);
			await say({ type: 'delta', ...address, text: text.slice(at, end), reasoning: '' });
			at = end;
		}
		await say({ type: 'finished', ...address, status: 'done' });
		while (document.querySelector('[data-pending]')) await new Promise(resolve => setTimeout(resolve));
		return document.querySelector('.markdown')?.innerHTML ?? 'nothing';
	};
	const streamed = await show(step => sizes[step % sizes.length] ?? 1);
	const whole = await show(() => text.length);
	return { whole, streamed };
}
