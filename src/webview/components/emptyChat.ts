// What an empty chat says: one sentence, and the one thing to do next.
import { html, type TemplateResult } from 'lit';
import { assertNever } from '../../shared/assertNever';
import type { HelpAction } from '../../shared/failures';
import type { KeyState } from '../../shared/protocol';
import { strings } from '../strings';

export interface EmptyChatActions {
	readonly onHelp: (action: HelpAction) => void;
	/** Puts an example into the message box and attaches what it speaks of; sending it stays with the reader, because it is billed. */
	readonly onExample: (example: Example) => void;
}

export interface Example {
	readonly text: string;
	readonly about: 'selection' | 'file';
}

const examples: readonly Example[] = [
	{ text: strings.exampleExplain, about: 'file' },
	{ text: strings.exampleReview, about: 'selection' },
	{ text: strings.exampleTests, about: 'selection' },
];

export function emptyChat(keyState: KeyState, actions: EmptyChatActions): TemplateResult {
	return html`<div class="empty">
		<h2>${strings.productName}</h2>
		${body(keyState, actions)}
	</div>`;
}

function body(keyState: KeyState, { onHelp, onExample }: EmptyChatActions): TemplateResult {
	const button = (action: HelpAction, label: string, look: string): TemplateResult =>
		html`<button type="button" class=${look} @click=${() => onHelp(action)}>${label}</button>`;
	switch (keyState) {
		case 'missing':
			return html`<p>${strings.emptyNoKey}</p>
				${button('setApiKey', strings.setApiKey, 'button')}`;
		case 'otherHost':
			return html`<p>${strings.emptyOtherHost}</p>
				<div class="buttons">
					${button('useKeyHere', strings.useKeyHere, 'button')}
					${button('setApiKey', strings.setApiKey, 'button secondary')}
				</div>`;
		case 'stored':
		case 'environment':
			return html`<p>${strings.emptyReady}</p>
				<ul class="examples" aria-label=${strings.examples}>
					${examples.map(
						example =>
							html`<li>
								<button type="button" class="example" @click=${() => onExample(example)}>
									${example.text}
								</button>
							</li>`,
					)}
				</ul>`;
		default:
			return assertNever(keyState);
	}
}
