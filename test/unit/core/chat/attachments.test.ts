import assert from 'node:assert/strict';
import type { Attachment } from '../../../../src/core/chat/conversation';
import { imageAttachment, imageType, isImageData } from '../../../../src/core/chat/images';
import { maxImageBytes } from '../../../../src/shared/limits';
import { buildMessages } from '../../../../src/core/chat/messages';
import { parseEvent } from '../../../../src/core/chat/journal';
import { maxAttachments, parseAttachments } from '../../../../src/core/chat/pendingAttachments';
import { OpenMindError } from '../../../../src/core/errors';
import { attachment, text } from './chatFakes';
import { make } from './chatWorld';

const pixel = 'data:image/png;base64,iVBORw0KGgo=';
const image = (given: Partial<Attachment> = {}): Attachment => ({
	...imageAttachment(pixel, { path: 'image-1.png' }, () => 'i1'),
	...given,
});
const turn = (words: string, attachments: readonly Attachment[]) => ({
	id: 't',
	text: words,
	attachments,
	answers: [],
});
const options = { instructions: '', contextTokens: 32_000, images: true };
const failsWith = (kind: string) => (error: unknown) => error instanceof OpenMindError && error.kind === kind;

describe('An image', () => {
	it('is one of four kinds, in base64 and nothing else', () => {
		assert.ok(isImageData(pixel));
		for (const wrong of [
			'data:image/svg+xml;base64,AAAA',
			'data:image/png;base64,AA AA',
			'data:image/png;base64,AAAA" onload="x',
			`data:image/png;base64,${'A'.repeat(70_000)}<`,
			'https://example.org/a.png',
			'',
			7,
		]) {
			assert.equal(isImageData(wrong), false, String(wrong).slice(0, 60));
		}
	});

	it('is known by the name of its file', () => {
		assert.deepEqual(['a.PNG', 'b.jpg', 'c.txt', 'png'].map(imageType), [
			'image/png',
			'image/jpeg',
			undefined,
			undefined,
		]);
	});

	it('is refused when it is too large', () => {
		const large = `data:image/png;base64,${'A'.repeat(Math.ceil(maxImageBytes / 0.75) + 8)}`;
		assert.throws(() => imageAttachment(large, { path: 'a.png' }, () => 'i'), failsWith('imageTooLarge'));
		assert.throws(() => imageAttachment('data:text/html,x', { path: 'a.png' }, () => 'i'), failsWith('notText'));
	});

	it('is sent as a part beside the text', () => {
		const message = buildMessages([turn('What is this?', [attachment(), image()])], options).at(-1);
		assert.deepEqual(message, {
			role: 'user',
			content: [
				{
					type: 'text',
					text: 'File: src/a.ts, lines 1 to 1 (typescript)\n```typescript\nlet a;\n```\n\nWhat is this?',
				},
				{ type: 'image_url', image_url: { url: pixel } },
			],
		});
	});

	it('leaves messages without one as plain text', () => {
		assert.equal(buildMessages([turn('x', [])], options).at(-1)?.content, 'x');
	});

	it('is not sent to a model that takes none: the last question is refused, earlier ones go without', () => {
		const blind = { ...options, images: false };
		const model = { provider: 'deepseek', model: 'deepseek-chat' };
		assert.throws(
			() => buildMessages([turn('x', [image()])], { ...blind, model }),
			new OpenMindError('noImages', model),
		);
		const answered = {
			...turn('old', [image()]),
			answers: [{ id: 'a', model: 'p/m', status: 'done' as const, text: 'ok', reasoning: '', refusal: '' }],
		};
		assert.deepEqual(
			buildMessages([answered, turn('new', [])], blind)
				.map(({ content }) => content)
				.slice(1),
			['old', 'ok', 'new'],
		);
	});

	it('is stored with its turn, and a line with something else in its place is damaged', () => {
		const event = (data: unknown) =>
			JSON.stringify({ type: 'queued', turn: { id: 't', text: '', attachments: [{ ...image(), image: data }] } });
		assert.ok(parseEvent(event(pixel)));
		assert.equal(parseEvent(event('javascript:alert(1)')), undefined);
	});
});

describe('What is attached', () => {
	it('names pasted images so that they can be told apart', () => {
		const { chat } = make([]);
		chat.attachImage(pixel);
		chat.attachImage(pixel);
		assert.deepEqual(
			chat.attachments.map(({ path }) => path),
			['image-1.png', 'image-2.png'],
		);
	});

	it('fills the window, and says how much of it', () => {
		const { chat } = make([]);
		const empty = chat.window();
		assert.equal(empty.limit, 128_000);
		chat.attach(attachment({ text: 'x'.repeat(3_300) }));
		const { used } = chat.window();
		assert.ok(used - empty.used > 1_000 && used - empty.used < 1_100);
		chat.attachImage(pixel);
		assert.equal(chat.window().used - used, 765);
		chat.attach(attachment({ path: 'b.ts', text: 'x'.repeat(1_000_000) }));
		assert.ok(chat.window().used > chat.window().limit);
	});

	it('is previewed exactly as it is sent', async () => {
		const { chat, ask, model } = make([text('one')], [text('two')]);
		await ask('t1', 'First');
		chat.attach(attachment());
		const request = await chat.preview('Second');
		await ask('t2', 'Second');
		assert.deepEqual(model.requests[1], request);
	});

	it('is not sent again once it may not be sent: earlier turns go without, and the asked one is refused', async () => {
		const { chat, ask, idle, answers, model, refused } = make([text('one')], [text('two')]);
		chat.attach(attachment({ text: 'let secret;' }));
		await ask('t1', 'First');
		refused.add('src/a.ts');
		assert.doesNotMatch(JSON.stringify(await chat.preview('Second')), /secret/);
		await ask('t2', 'Second');
		assert.match(JSON.stringify(model.requests[0]), /secret/);
		assert.doesNotMatch(JSON.stringify(model.requests[1]), /secret/);
		await chat.tryAgain('t1');
		await idle();
		assert.equal(model.requests.length, 2);
		assert.deepEqual(answers()[0], ['done: one', 'failed: ']);
	});

	it('is not previewed when it may not be sent', async () => {
		const { chat, refused } = make([]);
		chat.attach(attachment());
		refused.add('src/a.ts');
		await assert.rejects(chat.preview('x'), failsWith('excludedFile'));
	});
});

describe('What is attached to the next message', () => {
	it('is still attached after a restart, until it is sent', async () => {
		const { chat, ask, restarted } = make([text('1')]);
		chat.attach(attachment({ id: 'a' }));
		chat.attach(image());
		assert.deepEqual((await restarted()).attachments, chat.attachments);
		await ask('t1', 'Why?');
		assert.deepEqual((await restarted()).attachments, []);
	});

	it('goes along to another conversation, like the words of the message', async () => {
		const { chat, restarted } = make();
		chat.attach(attachment());
		await chat.newChat();
		assert.deepEqual([chat.attachments, (await restarted()).attachments], [[attachment()], [attachment()]]);
	});

	it('is refused when there are as many as a message takes, and none is lost for it', () => {
		const { chat } = make();
		const one = (index: number) => attachment({ id: `a${index}`, path: `src/${index}.ts` });
		for (let index = 0; index < maxAttachments; index++) chat.attach(one(index));
		assert.throws(() => chat.attach(one(maxAttachments)), { kind: 'tooManyAttachments' });
		chat.attach(one(0));
		assert.equal(new Set(chat.attachments.map(({ path }) => path)).size, maxAttachments);
	});

	it('is nothing where what was kept is damaged', () => {
		for (const kept of ['', '{}', '[{"id":', '[7, {"id": "a"}]', '"a"']) {
			assert.deepEqual(parseAttachments(kept), [], kept);
		}
	});
});
