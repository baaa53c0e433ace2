// The words of the chat page. The host translates them (host/chat/pageStrings.ts) and hands them over as data when the page is made.

/** `{0}` stands for a value that the page puts in. */
export interface PageStrings {
	readonly conversation: string;
	readonly you: string;
	/** {0}: the model's name */
	readonly answerBy: string;
}

/** Replaces `{0}`, `{1}`, ... by the values. */
export function fill(template: string, ...values: readonly string[]): string {
	return template.replace(/\{(\d)\}/g, (whole, index: string) => values[Number(index)] ?? whole);
}
