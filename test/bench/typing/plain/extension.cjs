// The floor that the typing benchmark measures beside: waits 300 ms at every key, then asks once and shows the whole answer. Nothing is reused.
// VS Code gives its own module to `require` only.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const vscode = require('vscode');

const waitMs = 300;
const charactersBefore = 4000;
const charactersAfter = 1000;

exports.activate = context => {
	context.subscriptions.push(
		vscode.commands.registerCommand('openmind-plain.nothing', () => undefined),
		vscode.languages.registerInlineCompletionItemProvider({ pattern: '**' }, { provideInlineCompletionItems }),
	);
};

async function provideInlineCompletionItems(document, position, _context, token) {
	await new Promise(resolve => setTimeout(resolve, waitMs));
	if (token.isCancellationRequested) {
		return undefined;
	}
	const stop = new AbortController();
	token.onCancellationRequested(() => stop.abort());
	const offset = document.offsetAt(position);
	const text = document.getText();
	const before = text.slice(Math.max(0, offset - charactersBefore), offset);
	const after = text.slice(offset, offset + charactersAfter);
	const content = `Complete the code at the cursor. Answer with the code only.\nFile: ${document.fileName}\n\n${before}<CURSOR/>${after}`;
	try {
		const response = await fetch(`${process.env.OM_BENCH_ENDPOINT}/openai/chat/completions`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'x-api-key': 'om1_test_plain' },
			body: JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content }] }),
			signal: stop.signal,
		});
		const answer = await response.json();
		return [
			new vscode.InlineCompletionItem(answer.choices[0].message.content, new vscode.Range(position, position)),
		];
	} catch {
		return undefined;
	}
}
