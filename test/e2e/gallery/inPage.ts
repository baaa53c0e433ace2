// Functions that run in the page, where a test can wait for each drawing without a way back to Node. They may use nothing from outside themselves.
import type { ToPage } from '../../../src/shared/protocol';
import type {} from './plain';

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

/**
 * Runs in the page: the elements of an answer that streamed in pieces of these sizes, and what they have to be (plain.ts), each time that it
 * ended. It ends at `ends` as well, from where it is continued.
 */
export async function streamAndEnd({
	state,
	text,
	sizes,
	ends,
}: {
	state: ToPage;
	text: string;
	sizes: readonly number[];
	ends: readonly number[];
}): Promise<{ streamed: string[]; plain: string[] }> {
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
	const shown = { streamed: [] as string[], plain: [] as string[] };
	await say({ ...state, conversation: { id: 'none', turns: [] } });
	await say(state);
	let at = 0;
	let step = 0;
	for (const end of [...ends.filter(place => place < text.length), text.length]) {
		const answer = { id: 'answer-1', model: '', status: 'streaming', reasoning: '', text: text.slice(0, at) };
		if (at > 0) await say({ type: 'answerStarted', turnId: 'turn-1', answer });
		for (; at < end; step++) {
			const next = Math.min(at + (sizes[step % sizes.length] ?? 1), end);
			await say({ type: 'delta', ...address, text: text.slice(at, next), reasoning: '' });
			at = next;
		}
		await say({ type: 'finished', ...address, status: 'done' });
		while (document.querySelector('[data-pending]')) await new Promise(resolve => setTimeout(resolve));
		shown.streamed.push(document.querySelector('.markdown')?.innerHTML ?? 'nothing');
		// Half a line break is none yet.
		shown.plain.push(window.renderPlainly(text.slice(0, at).replace(/\r$/, '')));
	}
	return shown;
}
