// Where the chat is shown: in its view of the side bar, or in a tab of its own. A command acts where the reader looks.
export interface ChatPlace {
	/** Whether it is on the screen. */
	readonly isVisible: boolean;
	/** Shows it; the keyboard focus stays where it is. */
	reveal(): Promise<void>;
	/** Shows it with the cursor in the message box. */
	focus(): Promise<void>;
	/** Shows it with the list of conversations. */
	showHistory(): Promise<void>;
	/** Asks the page for what is written in the message box, and shows the request that it would make. */
	showRequest(): Promise<void>;
}

/** The tab while the reader works in it or sees it alone, and else the view. */
export function currentPlace(view: ChatPlace, tab: ChatPlace & { readonly isActive: boolean }): ChatPlace {
	return tab.isActive || (tab.isVisible && !view.isVisible) ? tab : view;
}
