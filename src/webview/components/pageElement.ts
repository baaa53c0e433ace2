// The base of every component: it draws into the page itself, so that one style sheet, the browser's find and assistive technology see it whole.
import { LitElement } from 'lit';
import type { FromPage } from '../../shared/protocol';
import { HostAction } from '../hostAction';

export abstract class PageElement extends LitElement {
	protected override createRenderRoot(): this {
		return this;
	}

	protected tellHost(message: FromPage): void {
		this.dispatchEvent(new HostAction(message));
	}
}
