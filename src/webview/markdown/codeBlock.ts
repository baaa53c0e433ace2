// One block of code in an answer: the code, its language, and the buttons that take it to the editor.
import type { FromPage } from '../../shared/protocol';
import { fill } from '../../shared/strings';
import { HostAction } from '../hostAction';
import { confirmCopy } from '../confirmCopy';
import { iconText, type IconName } from '../icons';
import { strings } from '../strings';
import { GrowingCode } from './highlight';

type CodeAction = 'copy' | 'insertAtCursor' | 'newFile';

const actions: readonly { readonly action: CodeAction; readonly icon: IconName; readonly label: string }[] = [
	{ action: 'copy', icon: 'copy', label: strings.copy },
	{ action: 'insertAtCursor', icon: 'insert', label: strings.insertAtCursor },
	{ action: 'newFile', icon: 'newFile', label: strings.newFile },
];

export class CodeBlock {
	readonly element = document.createElement('div');
	readonly #pre = document.createElement('pre');
	readonly #languageLabel = document.createElement('span');
	readonly #growing: GrowingCode;
	#code = '';
	#ended = false;
	#language = '';

	constructor() {
		this.element.className = 'code-block';
		const code = document.createElement('code');
		this.#growing = new GrowingCode(code);
		this.#pre.append(code);
		// Reachable by keyboard, because wide code scrolls.
		this.#pre.tabIndex = 0;
		this.#pre.setAttribute('role', 'group');
		this.#languageLabel.className = 'code-language';
		const toolbar = document.createElement('div');
		toolbar.className = 'code-toolbar';
		toolbar.append(
			this.#languageLabel,
			...actions.map(({ action, icon, label }) => this.#button(action, icon, label)),
		);
		this.element.append(this.#pre, toolbar);
		this.#label('');
	}

	/** Shows the code so far; the line break that ends its last line is not part of it. `ended` says that no more will come. */
	update(code: string, language: string, ended: boolean): void {
		const shown = code.endsWith('\n') ? code.slice(0, -1) : code;
		if (shown === this.#code && ended === this.#ended && language === this.#language) return;
		this.#code = shown;
		this.#ended = ended;
		if (language !== this.#language) this.#label(language);
		this.#growing.update(shown, language, ended);
	}

	#label(language: string): void {
		this.#language = language;
		this.#languageLabel.textContent = language;
		this.#pre.setAttribute('aria-label', language === '' ? strings.code : fill(strings.codeIn, language));
	}

	#button(action: CodeAction, icon: IconName, label: string): HTMLButtonElement {
		const button = document.createElement('button');
		button.type = 'button';
		button.className = 'icon-button';
		button.title = label;
		button.setAttribute('aria-label', label);
		// Safe: a picture of our own.
		button.innerHTML = `<span class="icon" aria-hidden="true">${iconText(icon)}</span>`;
		button.addEventListener('click', () => {
			button.dispatchEvent(new HostAction(this.#message(action)));
			if (action === 'copy') confirmCopy(button);
		});
		return button;
	}

	#message(action: CodeAction): FromPage {
		const text = this.#code;
		return action === 'newFile' ? { type: action, text, language: this.#language } : { type: action, text };
	}
}
