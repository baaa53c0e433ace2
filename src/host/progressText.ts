// The words for what a request waits for.
import * as vscode from 'vscode';
import type { WaitingAnswer } from '../core/chat/chatEvents';
import { assertNever } from '../shared/assertNever';
import type { ProgressView } from '../shared/chat';
import { failureView } from './errorText';

const { t } = vscode.l10n;

/** @param now milliseconds since 1970 */
export function progressView({ progress, sinceMs }: WaitingAnswer, now: number): ProgressView {
	const passed = Math.max(0, Math.floor((now - sinceMs) / 1000));
	switch (progress.phase) {
		case 'connecting':
			return { text: t('Connecting, {0} s', '{0}'), seconds: passed, counts: 'up', canSkip: false };
		case 'waiting':
			return {
				text: t('Waiting for the first token, {0} s', '{0}'),
				seconds: passed,
				counts: 'up',
				canSkip: false,
			};
		case 'queued':
			return {
				text: t("Keeping to the plan's rate, sending in {0} s", '{0}'),
				seconds: secondsUntil(progress.atMs, now),
				counts: 'down',
				canSkip: true,
			};
		case 'retrying':
			return {
				text: t(
					'{0} Trying again in {1} s ({2} of {3}).',
					failureView(progress.failure).text,
					'{0}',
					progress.attempt,
					progress.of,
				),
				seconds: secondsUntil(progress.atMs, now),
				counts: 'down',
				canSkip: true,
			};
		default:
			return assertNever(progress);
	}
}

function secondsUntil(atMs: number, now: number): number {
	return Math.max(0, Math.ceil((atMs - now) / 1000));
}
