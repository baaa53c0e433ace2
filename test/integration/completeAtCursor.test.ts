// Complete at Cursor on real editors, with a model that says what the test tells it to, when the test tells it to.
import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { OpenMindError } from '../../src/core/errors';
import type { ChatChunk, ChatModel, ChatRequest } from '../../src/core/ports';
import { CompleteAtCursorCommand } from '../../src/host/commands/completeAtCursor';
import { closeAll, openUntitled } from './untitled';

/** Gives what `say` was called with, until `end` or `fail`; knows when its loop was left. */
class QueuedModel implements ChatModel {
	readonly requests: ChatRequest[] = [];
	left = 0;
	#steps: (string | Error | undefined)[] = [];
	#wake = (): void => {};

	say(text: string): void {
		this.#add(text);
	}

	end(): void {
		this.#add(undefined);
	}

	fail(error: Error): void {
		this.#add(error);
	}

	async *stream(request: ChatRequest, signal: AbortSignal): AsyncGenerator<ChatChunk> {
		this.requests.push(request);
		signal.addEventListener('abort', () => this.#wake());
		try {
			while (!signal.aborted) {
				if (this.#steps.length === 0) {
					await new Promise<void>(resolve => (this.#wake = resolve));
					continue;
				}
				const step = this.#steps.shift();
				if (step instanceof Error) {
					throw step;
				}
				if (step === undefined) {
					return;
				}
				yield { type: 'text', text: step };
			}
		} finally {
			this.left++;
		}
	}

	#add(step: string | Error | undefined): void {
		this.#steps.push(step);
		this.#wake();
	}
}

/** One command with its model, and the failures that it showed. */
function setUp(check: (uri: vscode.Uri) => void = () => {}) {
	const model = new QueuedModel();
	const shown: unknown[] = [];
	const logged: string[] = [];
	const log = (message: string): void => void logged.push(message);
	const command = new CompleteAtCursorCommand({
		model,
		settings: { completionModel: () => ({ provider: 'openai', model: 'gpt-4o-mini' }) },
		guard: { check },
		failures: {
			show: async error => {
				shown.push(error);
			},
		},
		logger: { info: log, warn: log, error: log },
	});
	const kinds = (): unknown[] => shown.map(error => (error instanceof OpenMindError ? error.kind : error));
	return { model, command, kinds, logged };
}

async function until(what: string, holds: () => boolean): Promise<void> {
	for (const end = Date.now() + 10_000; !holds(); await new Promise(resolve => setTimeout(resolve, 10))) {
		assert.ok(Date.now() < end, `waited in vain until ${what}`);
	}
}

/** Opens an untitled document; `‸` is where the cursor goes. */
async function open(text: string, language = 'typescript'): Promise<vscode.TextEditor> {
	const content = text.replace('‸', '');
	const document = await openUntitled(content, language);
	const editor = await vscode.window.showTextDocument(document, { preview: false });
	const cursor = document.positionAt(text.indexOf('‸'));
	editor.selection = new vscode.Selection(cursor, cursor);
	editor.options = { insertSpaces: false, tabSize: 4 };
	return editor;
}

const run = (id: string): Thenable<unknown> => vscode.commands.executeCommand(id);

describe('Complete at Cursor', () => {
	afterEach(closeAll);

	it('streams text in while it comes, and one undo takes all of it back', async () => {
		const { model, command, kinds } = setUp();
		const { document } = await open('function f() {\n\t‸\n}\n');
		const before = document.getText();
		const done = command.execute();
		model.say('<COMPLETION>one();\n');
		await until('the first line is in', () => document.getText().includes('one()'));
		for (const line of ['two();', 'three();', 'four();']) {
			model.say(`    ${line}\n`);
			await until(`${line} is in`, () => document.getText().includes(line.slice(0, -1)));
		}
		model.say('</COMPLETION>');
		await done;
		assert.equal(document.getText(), 'function f() {\n\tone();\n\ttwo();\n\tthree();\n\tfour();\n}\n');
		assert.deepEqual(kinds(), []);
		await run('undo');
		assert.equal(document.getText(), before);
	});

	it('leaves what is typed afterwards an undo step of its own', async () => {
		const { model, command } = setUp();
		const { document } = await open('const a = ‸');
		model.say('<COMPLETION>one</COMPLETION>');
		await command.execute();
		await vscode.commands.executeCommand('type', { text: ';' });
		assert.equal(document.getText(), 'const a = one;');
		await run('undo');
		assert.equal(document.getText(), 'const a = one');
		await run('undo');
		assert.equal(document.getText(), 'const a = ');
	});

	it('is not disturbed by automatic indentation', async () => {
		const { model, command } = setUp();
		const { document } = await open('function f() {‸}\n');
		await vscode.commands.executeCommand('type', { text: '\n' });
		const before = document.getText();
		model.say('<COMPLETION>if (a) {\n\t\tb();\n\t}</COMPLETION>');
		await command.execute();
		assert.equal(document.getText(), 'function f() {\n\tif (a) {\n\t\tb();\n\t}\n}\n');
		await run('undo');
		assert.equal(document.getText(), before);
	});

	it('uses the line ends of the document', async () => {
		const { model, command } = setUp();
		const editor = await open('function f() {\n\t‸\n}\n');
		await editor.edit(edit => edit.setEndOfLine(vscode.EndOfLine.CRLF));
		model.say('<COMPLETION>one();\n\ttwo();\n</COMPLETION>');
		await command.execute();
		assert.equal(editor.document.getText(), 'function f() {\r\n\tone();\r\n\ttwo();\r\n}\r\n');
	});

	it('completes at the end of a selection and keeps it', async () => {
		const { model, command } = setUp();
		const editor = await open('const abc = ‸;');
		editor.selection = new vscode.Selection(0, 12, 0, 6);
		model.say('<COMPLETION>1</COMPLETION>');
		await command.execute();
		assert.equal(editor.document.getText(), 'const abc = 1;');
	});

	it('follows its place while the user types elsewhere', async () => {
		const { model, command, kinds } = setUp();
		const editor = await open('// top\nconst a = ‸;\n// end\n');
		const done = command.execute();
		model.say('<COMPLETION>one');
		await until('the text is in', () => editor.document.getText().includes('= on'));
		await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '// new\n'));
		await editor.edit(edit => edit.insert(new vscode.Position(3, 0), '// more\n'));
		model.say(' + two</COMPLETION>');
		await done;
		assert.equal(editor.document.getText(), '// new\n// top\nconst a = one + two;\n// more\n// end\n');
		assert.deepEqual(kinds(), []);
	});

	it('stops when the user types at the end of the text', async () => {
		const { model, command, kinds } = setUp();
		const editor = await open('const a = ‸');
		const done = command.execute();
		model.say('<COMPLETION>one');
		await until('the text is in', () => editor.document.getText().includes('= on'));
		await vscode.commands.executeCommand('type', { text: '!' });
		await done;
		assert.equal(editor.document.getText(), 'const a = on!');
		assert.equal(model.left, 1);
		assert.deepEqual(kinds(), []);
	});

	it('stops on the stop command and keeps what came', async () => {
		const { model, command, kinds } = setUp();
		const { document } = await open('const a = ‸');
		const done = command.execute();
		model.say('<COMPLETION>one');
		await until('the text is in', () => document.getText().includes('= on'));
		command.stop();
		await done;
		assert.equal(document.getText(), 'const a = one');
		assert.equal(model.left, 1);
		assert.deepEqual(kinds(), []);
		await run('undo');
		assert.equal(document.getText(), 'const a = ');
	});

	it('stops the one before when asked again', async () => {
		const { model, command, kinds } = setUp();
		const { document } = await open('const a = ‸');
		const first = command.execute();
		model.say('<COMPLETION>one');
		await until('the text is in', () => document.getText().includes('= on'));
		const second = command.execute();
		await first;
		await until('the second request is made', () => model.requests.length === 2);
		model.say('<COMPLETION> + two</COMPLETION>');
		await second;
		assert.equal(document.getText(), 'const a = one + two');
		assert.deepEqual(kinds(), []);
	});

	it('goes on behind another tab and inserts when the document is seen again', async () => {
		const { model, command, kinds } = setUp();
		const { document } = await open('const a = ‸');
		const done = command.execute();
		model.say('<COMPLETION>one');
		await until('the text is in', () => document.getText().includes('= on'));
		const other = await open('other‸');
		model.say(' + two</COMPLETION>');
		await until('the answer is complete', () => model.left === 1);
		await vscode.window.showTextDocument(document);
		await done;
		assert.equal(document.getText(), 'const a = one + two');
		assert.equal(other.document.getText(), 'other');
		assert.deepEqual(kinds(), []);
		await run('undo');
		assert.equal(document.getText(), 'const a = ');
	});

	it('stops asking and says so when the document is closed', async () => {
		const { model, command, kinds } = setUp();
		const { document } = await open('const a = ‸');
		const done = command.execute();
		model.say('<COMPLETION>one');
		await until('the text is in', () => document.getText().includes('= on'));
		await run('workbench.action.revertAndCloseActiveEditor');
		await done;
		assert.equal(model.left, 1);
		assert.deepEqual(kinds(), ['documentClosed']);
	});

	it('goes on when the language of the document changes', async () => {
		const { model, command, kinds } = setUp();
		const { document } = await open('const a = ‸');
		const done = command.execute();
		model.say('<COMPLETION>one');
		await until('the text is in', () => document.getText().includes('= on'));
		await vscode.languages.setTextDocumentLanguage(document, 'javascript');
		model.say(' + two</COMPLETION>');
		await done;
		assert.equal(document.getText(), 'const a = one + two');
		assert.deepEqual(kinds(), []);
	});

	it('shows a failure and keeps the text that came before it', async () => {
		const { model, command, kinds } = setUp();
		const { document } = await open('const a = ‸');
		const done = command.execute();
		model.say('<COMPLETION>one + ');
		model.fail(new OpenMindError('connectionLost'));
		await done;
		assert.equal(document.getText(), 'const a = one +');
		assert.deepEqual(kinds(), ['connectionLost']);
	});

	it('says when the model gave nothing, and changes nothing', async () => {
		const { model, command, kinds } = setUp();
		const { document } = await open('const a = ‸');
		model.say("I'm sorry, I can't help with that.");
		model.end();
		await command.execute();
		assert.equal(document.getText(), 'const a = ');
		assert.deepEqual(kinds(), ['emptyAnswer']);
	});

	it('asks nothing without an editor, in an excluded file, or in one that cannot be changed', async () => {
		const none = setUp();
		await none.command.execute();
		const excluded = setUp(() => {
			throw new OpenMindError('excludedFile', { path: '.env' });
		});
		await open('KEY=‸');
		await excluded.command.execute();
		const readOnly = setUp();
		const folder = await mkdtemp(path.join(tmpdir(), 'openmind-'));
		try {
			const file = path.join(folder, 'fixed.ts');
			await writeFile(file, 'const a = ');
			await chmod(file, 0o444);
			await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(vscode.Uri.file(file)));
			await run('workbench.action.files.setActiveEditorReadonlyInSession');
			readOnly.model.say('<COMPLETION>one();two();</COMPLETION>');
			await readOnly.command.execute();
			assert.equal(vscode.window.activeTextEditor?.document.getText(), 'const a = ');
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
		assert.deepEqual(
			[none.kinds(), excluded.kinds(), readOnly.kinds()],
			[['noEditor'], ['excludedFile'], ['readOnly']],
		);
		assert.deepEqual([none.model.requests, excluded.model.requests], [[], []]);
	});

	it('logs sizes and times, and nothing of the text', async () => {
		const { model, command, logged } = setUp();
		await open('const secret = ‸');
		model.say('<COMPLETION>hidden</COMPLETION>');
		await command.execute();
		assert.equal(logged.length, 1);
		assert.match(logged[0] ?? '', /^Completion by openai\/gpt-4o-mini: 6 characters in \d+ ms$/);
	});
});
