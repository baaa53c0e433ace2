// `npm start -- --shot DIR`: does the three main jobs in a real VS Code and leaves one picture of each. The answers are the stand-in's.
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { startEndpoint, type Endpoint } from '../../endpoint/endpoint';
import { viewport } from '../browser';
import { eventually } from '../eventually';
import { closeBrowser, openSession, type Session } from '../session';

/** A README loads quickly with pictures up to this size. */
const MAX_PICTURE_BYTES = 200_000;

/** Wide enough for a line of code. */
const CHAT_WIDTH = 440;

const question = 'Which cases should a test of `applyDiscount` cover?';

const answer = `Three groups matter:

1. **The minimum.** A total exactly at \`minimum\` gets the discount, one cent less does not.
2. **The choice.** Of several discounts the largest wins, whatever their order.
3. **Nothing to give.** Without lines or discounts the total is unchanged.

\`\`\`ts
it('gives the discount at the minimum', () => {
	const cart = linesWorth(1000);
	const total = applyDiscount(cart, [tenth]);
	assert.equal(total, 900);
});
\`\`\`
`;

const continuation = `    urgent = [item for item in items if needs_reorder(item)]
    urgent.sort(key=lambda item: item.stock - item.reorder_at)
    return [item.sku for item in urgent]
`;

/** Leaves explain.png, chat.png and complete.png in `folder`. Throws when a job does not get done. */
export async function takePictures(folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	const endpoint = await startEndpoint();
	const vscode = await openSession({
		settings: {
			'openmind.baseUrl': endpoint.baseUrl,
			'workbench.colorTheme': 'Light Modern',
			'editor.minimap.enabled': false,
			'editor.fontSize': 13,
		},
	});
	try {
		const picture = async (name: string) => {
			// Without the pointer's marks.
			await vscode.page.mouse.move(0, 0);
			await eventually(
				'the marks to go',
				async () => (await vscode.page.locator('.monaco-sash.hover').count()) === 0,
			);
			await keepPicture(vscode, path.join(folder, name));
		};
		await vscode.runCommand('OpenMind: Set API Key');
		await vscode.quickInput.answer('om1_test_0123456789abcdef');
		await vscode.quickInput.widget.waitFor({ state: 'hidden' });
		await explain(vscode);
		await widenChat(vscode);
		await picture('explain.png');
		await chat(vscode, endpoint);
		await picture('chat.png');
		await complete(vscode, endpoint);
		await picture('complete.png');
	} catch (error) {
		await vscode.keepArtifacts('pictures');
		throw error;
	} finally {
		await vscode.close();
		await closeBrowser();
		await endpoint.stop();
	}
}

async function explain(vscode: Session): Promise<void> {
	await vscode.editor.open('src/cart.ts');
	await vscode.editor.selectLines(20, 26);
	await vscode.runCommand('OpenMind: Explain Selection');
	await (await vscode.chat()).answer('done');
}

/** The side bars trade places in width: the pictures are about the chat, not the file tree. */
async function widenChat(vscode: Session): Promise<void> {
	await vscode.runCommand('View: Toggle Primary Side Bar Visibility');
	const panel = await vscode.page.locator('.part.auxiliarybar').boundingBox();
	if (panel === null) {
		throw new Error('The second side bar is not in sight.');
	}
	const middle = panel.y + panel.height / 2;
	await vscode.page.mouse.move(panel.x - 1, middle);
	await vscode.page.mouse.down();
	await vscode.page.mouse.move(viewport.width - CHAT_WIDTH, middle, { steps: 5 });
	await vscode.page.mouse.up();
}

async function chat(vscode: Session, endpoint: Endpoint): Promise<void> {
	const page = await vscode.chat();
	const answers = await page.answers.count();
	endpoint.script({ kind: 'text', text: answer, usage: true });
	await page.send(question);
	await page.answers.nth(answers).waitFor();
	await page.answer('done');
}

async function complete(vscode: Session, endpoint: Endpoint): Promise<void> {
	await vscode.editor.open('server/inventory.py');
	const lines = (await vscode.editor.savedText('server/inventory.py')).split('\n');
	await vscode.editor.goTo(lines.length);
	endpoint.script({ kind: 'text', text: continuation });
	await vscode.runCommand('OpenMind: Complete at Cursor');
	const lastLine = continuation.trimEnd().split('\n').at(-1) ?? '';
	await eventually('the completion in the document', async () =>
		(await vscode.editor.visibleText()).includes(lastLine),
	);
	await Promise.all(endpoint.requests.map(request => request.closed));
}

async function keepPicture(vscode: Session, file: string): Promise<void> {
	await vscode.screenshot(file);
	const { size } = await stat(file);
	if (size > MAX_PICTURE_BYTES) {
		throw new Error(`${file} has ${size} bytes, more than ${MAX_PICTURE_BYTES}`);
	}
	console.log(`${file} (${Math.round(size / 1000)} kB)`);
}
