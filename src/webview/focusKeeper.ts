// Keeps a reader at the keyboard on the page: when what has the focus is drawn away or greyed out, something else takes it.
import type { TurnElement } from './components/turn';

/** A button that turns pages: it is made anew with what it turns to. */
interface PagerButton {
	/** The turn that it was in. */
	readonly turnId: string;
	readonly group: string;
	readonly name: string | null;
}

export class FocusKeeper {
	readonly #root: HTMLElement;
	/** What has the focus, until the reader takes it elsewhere. */
	#holder: HTMLElement | undefined;
	#pagerButton: PagerButton | undefined;

	/** @param root whatever in it has the focus is looked after. */
	constructor(root: HTMLElement) {
		this.#root = root;
		root.addEventListener('focusin', ({ target }) => {
			if (target instanceof HTMLElement) this.#hold(target);
		});
		root.addEventListener('focusout', ({ target }) => {
			// What is drawn away loses the focus too. Whoever leaves it leaves it as it is.
			queueMicrotask(() => {
				if (this.#holder === target && isUsable(this.#holder)) this.#holder = undefined;
			});
		});
	}

	/** Gives the focus to what stands in the place of what had it. @returns false when the focus is lost and nothing does. */
	restore(): boolean {
		const { activeElement } = document;
		const holder = this.#holder;
		if (holder === undefined || isUsable(holder) || !document.hasFocus()) return true;
		this.#holder = undefined;
		if (activeElement !== document.body && activeElement !== holder) return true;
		const next = this.#pagerButton && this.#find(this.#pagerButton);
		next?.focus();
		return next !== undefined;
	}

	#hold(holder: HTMLElement): void {
		this.#holder = holder;
		const turnId = holder.closest<TurnElement>('openmind-turn')?.turn?.id;
		const group = holder.closest('.pager')?.ariaLabel;
		this.#pagerButton = group && turnId !== undefined ? { turnId, group, name: holder.ariaLabel } : undefined;
	}

	/** The same button beside what is shown now, or the other one at the first and the last page. */
	#find({ turnId, group, name }: PagerButton): HTMLElement | undefined {
		const turn = [...this.#root.querySelectorAll<TurnElement>('openmind-turn')].find(
			({ turn: shown }) => shown?.id === turnId || shown?.versions?.includes(turnId),
		);
		const buttons = [...(turn?.querySelectorAll<HTMLElement>('.pager > button:enabled') ?? [])].filter(
			button => button.parentElement?.ariaLabel === group,
		);
		return buttons.find(({ ariaLabel }) => ariaLabel === name) ?? buttons[0];
	}
}

function isUsable(element: HTMLElement): boolean {
	return element.isConnected && !element.matches(':disabled');
}
