// One block of code in an answer: the code, its language, and the buttons that take it to the editor.
import { assertNever } from '../../shared/assertNever';
import { fill } from '../../shared/strings';
import { HostAction } from '../hostAction';
import { confirmCopy } from '../confirmCopy';
import type { IconName } from '../icons';
import { pictureButton } from '../pictureButton';
import { strings } from '../strings';
import { Diagram } from './diagrams/diagram';
import { isDiagram } from './diagrams/rules';
import { GrowingCode } from './highlight';
import { languageOf } from './parser';

/** Most of a line that is looked at for the name of a file, in UTF-16 units. */
const maxLineLength = 300;

type CodeAction = 'copy' | 'insertAtCursor' | 'newFile' | 'apply';

/** The reader wants a block applied; the answer around it knows which question it belongs to. Bubbles. */
export class ApplyCode extends CustomEvent<{ readonly text: string; readonly info: string; readonly above?: string }> {
	static readonly type = 'openmind-apply';

	constructor(detail: ApplyCode['detail']) {
		super(ApplyCode.type, { bubbles: true, detail });
	}
}

const actions: readonly { readonly action: CodeAction; readonly icon: IconName; readonly label: string }[] = [
	{ action: 'copy', icon: 'copy', label: strings.copy },
	{ action: 'insertAtCursor', icon: 'insert', label: strings.insertAtCursor },
	{ action: 'newFile', icon: 'newFile', label: strings.newFile },
	{ action: 'apply', icon: 'apply', label: strings.apply },
];

export class CodeBlock {
	readonly element = document.createElement('div');
	readonly #pre = document.createElement('pre');
	readonly #languageLabel = document.createElement('span');
	readonly #growing: GrowingCode;
	readonly #toolbar = document.createElement('div');
	#diagram: Diagram | undefined;
	#code = '';
	#ended = false;
	#info = '';

	constructor() {
		this.element.className = 'code-block';
		const code = document.createElement('code');
		this.#growing = new GrowingCode(code);
		this.#pre.append(code);
		// Reachable by keyboard, because wide code scrolls.
		this.#pre.tabIndex = 0;
		this.#pre.setAttribute('role', 'group');
		this.#languageLabel.className = 'code-language';
		this.#toolbar.className = 'code-toolbar';
		this.#toolbar.append(
			this.#languageLabel,
			...actions.map(({ action, icon, label }) => this.#button(action, icon, label)),
			this.#wrapButton(),
		);
		this.element.append(this.#pre, this.#toolbar);
		this.#label('');
	}

	/**
	 * Shows the code so far; the line break that ends its last line is not part of it. `info` is what its fence says, `ended` that no more
	 * will come.
	 */
	update(code: string, info: string, ended: boolean): void {
		const shown = code.endsWith('\n') ? code.slice(0, -1) : code;
		if (shown === this.#code && ended === this.#ended && info === this.#info) return;
		const language = languageOf(info);
		this.#code = shown;
		this.#ended = ended;
		if (info !== this.#info) this.#label(language);
		this.#info = info;
		this.#growing.update(shown, language, ended);
		this.#diagram?.remove();
		this.#diagram = ended && isDiagram(language) ? this.#makeDiagram() : undefined;
	}

	#makeDiagram(): Diagram {
		return new Diagram({ block: this.element, pre: this.#pre, toolbar: this.#toolbar }, this.#code);
	}

	#label(language: string): void {
		this.#languageLabel.textContent = language;
		this.#pre.setAttribute('aria-label', language === '' ? strings.code : fill(strings.codeIn, language));
	}

	#button(action: CodeAction, icon: IconName, label: string): HTMLButtonElement {
		const button = pictureButton(icon, label);
		button.addEventListener('click', () => {
			button.dispatchEvent(this.#event(action));
			if (action === 'copy') confirmCopy(button);
		});
		return button;
	}

	/** Long lines scroll until the reader wants them wrapped. */
	#wrapButton(): HTMLButtonElement {
		const button = pictureButton('wrap', strings.wrapLines);
		button.setAttribute('aria-pressed', 'false');
		button.addEventListener('click', () => {
			const wraps = this.element.classList.toggle('wrapped');
			button.setAttribute('aria-pressed', String(wraps));
		});
		return button;
	}

	/** The line above names the file as often as the fence does. */
	#above(): { readonly above?: string } {
		const { previousSibling: before, parentElement: parent } = this.element;
		const isFirstOfGroup = before === null && parent?.matches('.group');
		const words = wordsUpTo(isFirstOfGroup ? parent?.previousElementSibling?.lastElementChild : before);
		const above = words.trim().split('\n').at(-1);
		return above ? { above: above.slice(-maxLineLength) } : {};
	}

	#event(action: CodeAction): Event {
		const text = this.#code;
		switch (action) {
			case 'apply':
				return new ApplyCode({ text, info: this.#info, ...this.#above() });
			case 'newFile':
				return new HostAction({ type: action, text, language: languageOf(this.#info) });
			case 'copy':
			case 'insertAtCursor':
				return new HostAction({ type: action, text });
			default:
				return assertNever(action);
		}
	}
}

const prose = 'p, h1, h2, h3, h4, h5, h6';

/** What ends here: a paragraph, or bare words, as items of a list hold them that stand close to each other. */
function wordsUpTo(last: Node | null | undefined): string {
	let words = '';
	for (let node = last; node; node = node.previousSibling) {
		if (node instanceof Element && node.matches(`${prose}, ul, ol, blockquote, table, hr, div`)) {
			return words.trim() === '' ? lastWords(node) : words;
		}
		words = (node.textContent ?? '') + words;
	}
	return words;
}

/** Of a list that is a single step ("1. In src/a.ts:"), too: its code mostly stands below it, not inside. */
function lastWords(element: Element): string {
	if (element.matches(prose)) return element.textContent;
	const isStep = element.matches('ol, ul') && element.childElementCount === 1;
	return isStep ? wordsUpTo(element.lastElementChild?.lastChild) : '';
}
