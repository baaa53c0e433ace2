// The extension as VS Code sees it: installed, activated, and with the commands that its manifest promises.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

const extensionId = 'openmind-community.openmind-code';

function extension(): vscode.Extension<unknown> {
	const found = vscode.extensions.getExtension<unknown>(extensionId);
	assert.ok(found, `${extensionId} is not installed`);
	return found;
}

describe('activation in a real VS Code', () => {
	it('succeeds', async () => {
		await extension().activate();
		assert.equal(extension().isActive, true);
	});

	it('registers every command of the manifest', async () => {
		const manifest: { contributes?: { commands?: readonly { command: string }[] } } = extension().packageJSON;
		const promised = (manifest.contributes?.commands ?? []).map(({ command }) => command);
		assert.ok(promised.length > 0);
		const registered = new Set(await vscode.commands.getCommands(true));
		assert.deepEqual(
			promised.filter(command => !registered.has(command)),
			[],
		);
	});
});
