// "OpenMind: Copy Diagnostic Report": what the log says of the last requests, as Markdown on the clipboard.
import * as vscode from 'vscode';
import { diagnosticReport } from '../../core/diagnostics/report';
import type { RequestHistory } from '../../core/diagnostics/requestHistory';
import { hostOf } from '../../core/key/keyRing';
import { formatModelRef } from '../../core/models/modelRef';
import type { KeyStore } from '../key/keyStore';
import type { Settings } from '../settings';
import type { Command } from './command';

export interface CopyDiagnosticReportDeps {
	readonly requests: RequestHistory;
	readonly settings: Settings;
	readonly keys: KeyStore;
	readonly version: string;
}

export class CopyDiagnosticReportCommand implements Command {
	readonly id = 'openmind.copyDiagnosticReport';
	readonly #deps: CopyDiagnosticReportDeps;

	constructor(deps: CopyDiagnosticReportDeps) {
		this.#deps = deps;
	}

	async execute(): Promise<void> {
		const { requests, settings, keys, version } = this.#deps;
		const report = diagnosticReport(requests.records, {
			'OpenMind Code': version,
			'VS Code': vscode.version,
			Host: hostOf(settings.baseUrl()),
			'API key': await keys.state(),
			'Chat model': formatModelRef(settings.chatModel()),
			'Completion model': formatModelRef(settings.completionModel()),
		});
		await vscode.env.clipboard.writeText(report);
		void vscode.window.showInformationMessage(vscode.l10n.t('The diagnostic report is on the clipboard.'));
	}
}
