// The states of the chat page that pictures are taken of and that accessibility is checked in, each as what the host says to get there.
import type { AnswerView, AttachmentView, HistoryEntryView, HistoryView, TurnView } from '../../../src/shared/chat';
import type { KeyState, ToPage } from '../../../src/shared/protocol';
import { arabicAnswer, diagramAnswer, explanation, formulaAnswer } from './answerTexts';
import type { GalleryPage } from './gallery';

export interface GalleryState {
	readonly name: string;
	readonly messages: readonly ToPage[];
	/** What the reader does once the messages are shown. */
	readonly act?: (page: GalleryPage) => Promise<void>;
	readonly width?: number;
	readonly height?: number;
}

const model = 'openai/gpt-4o';

const selection: AttachmentView = {
	id: 'a1',
	kind: 'selection',
	path: 'src/cart/discount.ts',
	languageId: 'typescript',
	lines: { first: 12, last: 28 },
	tokens: 210,
};
const file: AttachmentView = {
	id: 'a2',
	kind: 'file',
	path: 'src/cart/checkout.ts',
	languageId: 'typescript',
	tokens: 1800,
};

export function answerView(answer: Partial<AnswerView> = {}): AnswerView {
	return { id: 'answer-1', model, status: 'done', text: '', reasoning: '', ...answer };
}

export function turnView(answer: AnswerView | undefined, turn: Partial<TurnView> = {}): TurnView {
	return {
		id: 'turn-1',
		text: 'Explain the selected code',
		attachments: [],
		answers: answer ? [answer] : [],
		...turn,
	};
}

/** The full state with these turns. */
export function stateOf(
	turns: readonly TurnView[],
	keyState: KeyState = 'stored',
	attachments: readonly AttachmentView[] = [],
): Extract<ToPage, { type: 'state' }> {
	return {
		type: 'state',
		conversation: { id: 'c1', turns },
		attachments,
		model: { id: model, name: 'GPT-4o' },
		window: { used: 5_200, limit: 128_000 },
		keyState,
	};
}

/** One turn whose answer is still coming. */
export function streaming(text = ''): ToPage {
	return stateOf([turnView(answerView({ status: 'streaming', text }))]);
}

/** Of the answer in `streaming`. */
export const address = { turnId: 'turn-1', answerId: 'answer-1' };

const done = turnView(answerView({ text: explanation }), { attachments: [selection] });

const second = (answer: Partial<AnswerView>): TurnView =>
	turnView(answerView({ id: 'answer-2', ...answer }), {
		id: 'turn-2',
		text: 'And what happens with a negative quantity?\nShould it throw?',
	});

/** A little before the pictures are taken, and days before. */
const [now, before] = [Date.now(), Date.UTC(2025, 0, 15, 9, 30)];

export function listed(id: string, title: string, entry: Partial<HistoryEntryView> = {}): HistoryEntryView {
	return { id, title, at: now, group: 'today', pinned: false, forked: false, current: false, ...entry };
}

export function historyOf(view: Partial<HistoryView> = {}): ToPage {
	const entries = [
		listed('h1', 'How the checkout rounds', { group: 'pinned', pinned: true, at: before }),
		listed('h2', 'Explain the selected code', { current: true }),
		listed('h3', 'Explain the selected code, and what happens with a negative quantity', { forked: true }),
		listed('h4', 'Why does the build fail on Windows?', { group: 'earlier', at: before, place: 'warehouse' }),
		listed('h5', 'Write tests for the cart', { group: 'earlier', at: before }),
	];
	return {
		type: 'history',
		history: { entries, total: entries.length, query: '', scope: 'all', hasWorkspace: true, ...view },
	};
}

const twice: TurnView = {
	...done,
	answers: [answerView({ id: 'answer-0', text: 'It computes the total.' }), ...done.answers],
	versions: ['turn-0', 'turn-1'],
};

export const galleryStates: readonly GalleryState[] = [
	{ name: 'empty-no-key', messages: [stateOf([], 'missing')] },
	{ name: 'empty-other-host', messages: [stateOf([], 'otherHost')] },
	{ name: 'empty-ready', messages: [stateOf([])] },
	{
		name: 'done',
		messages: [stateOf([done])],
		act: async ({ page }) => page.locator('.transcript').evaluate(log => log.scrollTo(0, 0)),
	},
	{
		name: 'code-hovered',
		messages: [stateOf([done])],
		act: async ({ page }) => page.locator('.code-block').first().hover(),
	},
	{
		name: 'waiting',
		messages: [
			stateOf([done, second({ status: 'streaming' })]),
			{
				type: 'progress',
				turnId: 'turn-2',
				answerId: 'answer-2',
				progress: { text: 'Waiting for the first token, {0} s', seconds: 12, counts: 'up', canSkip: false },
			},
		],
	},
	{
		name: 'retrying',
		messages: [
			stateOf([done, second({ status: 'streaming' })]),
			{
				type: 'progress',
				turnId: 'turn-2',
				answerId: 'answer-2',
				progress: {
					text: 'gpt-4o is not available at the moment. Trying again in {0} s (2 of 4).',
					seconds: 9,
					counts: 'down',
					canSkip: true,
				},
			},
		],
	},
	{
		name: 'streaming',
		messages: [
			stateOf([
				done,
				second({
					status: 'streaming',
					reasoning:
						'A negative quantity would lower the total. The caller validates quantities, so the function need not.',
					text: 'A negative quantity **lowers** the total. A guard makes that plain:\n\n```python\ndef check(line: Line) -> None:\n    """Refuses what cannot be sold."""\n    if line.quantity < 0:\n        raise ValueError(f"quantity {line.quantity}',
				}),
			]),
		],
	},
	{
		name: 'reasoning-open',
		messages: [
			stateOf([
				turnView(
					answerView({
						text: 'Yes, it should.',
						reasoning: 'A negative quantity would lower the total.\nThat is a mistake of the caller.',
					}),
				),
			]),
		],
		act: async ({ page }) => page.getByText('Reasoning').click(),
	},
	{
		name: 'failed',
		messages: [
			stateOf([
				done,
				second({
					status: 'failed',
					failure: {
						kind: 'unauthorized',
						text: 'OpenMind did not accept the API key.',
						actions: [
							{ action: 'setApiKey', label: 'Set API Key' },
							{ action: 'retry', label: 'Retry' },
						],
					},
				}),
			]),
		],
	},
	{
		name: 'notice',
		messages: [
			stateOf([
				second({
					text: 'It should throw, because a negative quantity is a mistake of the caller, and',
					notice: {
						text: 'The answer reached the model’s length limit.',
						actions: [{ action: 'continueAnswer', label: 'Continue' }],
					},
				}),
				turnView(answerView({ id: 'answer-3', status: 'stopped', text: 'Then the receipt' }), {
					id: 'turn-3',
					text: 'Go on',
				}),
			]),
		],
	},
	{
		name: 'rejected',
		messages: [
			stateOf([done]),
			{
				type: 'rejected',
				turnId: 'turn-9',
				text: 'Explain all of these files',
				failure: {
					kind: 'contextTooLarge',
					text: 'The message is about 190,000 tokens; GPT-4o takes 128,000.',
					actions: [
						{ action: 'trimAndSend', label: 'Trim and Send' },
						{ action: 'chooseModel', label: 'Choose Model' },
					],
				},
			},
		],
	},
	{
		name: 'chips',
		messages: [stateOf([done], 'stored', [selection, file])],
		act: async gallery =>
			gallery.messageBox.fill(
				'Why is the result rounded here, and not in the checkout?\nWould a fraction of a cent get lost?',
			),
	},
	{
		name: 'edit',
		messages: [stateOf([done])],
		act: async gallery => {
			await gallery.messageBox.press('ArrowUp');
			await gallery.page.getByRole('textbox', { name: 'Edit Your Question' }).waitFor();
		},
	},
	{
		name: 'pagers',
		messages: [stateOf([{ ...twice, shownAnswerId: 'answer-0' }])],
		act: async ({ page }) => page.locator('.request').first().hover(),
	},
	{
		name: 'stopped-again',
		messages: [
			stateOf([
				turnView(answerView({ id: 'answer-2', status: 'stopped', text: 'Only what is in the cart' }), {
					answers: ['answer-1', 'answer-2'].map(id =>
						answerView({ id, status: 'stopped', text: 'Only what is in the cart' }),
					),
					shownAnswerId: 'answer-2',
				}),
			]),
		],
	},
	{
		name: 'right-to-left',
		messages: [stateOf([turnView(answerView({ text: arabicAnswer }), { text: 'كيف أستخدم foo() ثم bar()؟' })])],
		act: async gallery => gallery.messageBox.fill('وما هي bar()؟'),
	},
	{
		name: 'queue',
		messages: [
			streaming('The function walks through the cart'),
			{
				type: 'queue',
				queue: [
					{ turnId: 'q1', text: 'Was there a reason to round so late?', attachments: [], held: true },
					{
						turnId: 'q2',
						text: 'And write a test for it, please, with an empty cart',
						attachments: [],
						held: false,
					},
				],
			},
		],
	},
	{
		name: 'full-box',
		messages: [
			stateOf(
				[turnView(answerView({ status: 'streaming', text: explanation }))],
				'stored',
				Array.from({ length: 20 }, (_, at) => ({
					...file,
					id: `f${at}`,
					path: `src/cart/checkout-step-${at}.ts`,
				})),
			),
			{
				type: 'queue',
				queue: Array.from({ length: 10 }, (_, at) => ({
					turnId: `q${at}`,
					text: `And is step ${at} of the checkout tested?`,
					attachments: [],
					held: false,
				})),
			},
		],
		act: async gallery => gallery.messageBox.fill('Line\n'.repeat(20)),
	},
	...[undefined, 300].map(width => ({
		name: width === undefined ? 'history' : 'history-narrow',
		messages: [stateOf([done]), { type: 'showHistory' } as const, historyOf()],
		act: async ({ page }: GalleryPage) =>
			page.getByRole('button', { name: /^Explain the selected code, and/ }).hover(),
		...(width !== undefined && { width }),
	})),
	{
		name: 'history-rename',
		messages: [stateOf([done]), { type: 'showHistory' }, historyOf()],
		act: async gallery => gallery.page.getByRole('button', { name: /^How the checkout rounds/ }).press('F2'),
	},
	{
		name: 'history-deleted',
		messages: [stateOf([done]), { type: 'showHistory' }, historyOf()],
		act: async gallery => {
			await gallery.page.getByRole('button', { name: /^Why does the build fail/ }).press('Delete');
			await gallery.button('Undo').waitFor();
		},
	},
	{
		name: 'history-empty',
		messages: [stateOf([]), { type: 'showHistory' }, historyOf({ entries: [], total: 0, query: 'nothing' })],
	},
	{
		name: 'attachments-image-full',
		messages: [
			stateOf([], 'stored', [
				file,
				{ id: 'a3', kind: 'image', path: 'image-1.png', languageId: '', tokens: 765 },
			]),
			{ type: 'window', window: { used: 121_000, limit: 128_000 } },
		],
	},
	...[undefined, 240].map(width => ({
		name: width === undefined ? 'code-wrapped' : 'code-wrapped-narrow',
		messages: [stateOf([done])],
		act: async (gallery: GalleryPage) => {
			await gallery.button('Wrap Lines').first().focus();
			await gallery.page.keyboard.press('Enter');
		},
		...(width !== undefined && { width }),
	})),
	{
		name: 'diagram',
		messages: [stateOf([turnView(answerView({ text: diagramAnswer }))])],
		act: async gallery => gallery.page.getByRole('img', { name: 'Diagram, sequence' }).waitFor(),
	},
	...[undefined, 240].map(width => ({
		name: width === undefined ? 'formulas' : 'formulas-narrow',
		messages: [stateOf([turnView(answerView({ text: formulaAnswer }))])],
		act: async ({ page }: GalleryPage) => page.locator('math').last().waitFor(),
		...(width !== undefined && { width }),
	})),
	{ name: 'attach-menu', messages: [stateOf([])], act: async gallery => gallery.button('Attach').click() },
	{ name: 'narrow', messages: [stateOf([done], 'stored', [selection, file])], width: 240 },
];
