// What each renderer offers to the measurement.

export interface Candidate {
	/** Shows the whole text so far. */
	update(text: string, ended: boolean): void;
}

declare global {
	interface Window {
		mountCandidate(root: HTMLElement): Candidate;
	}
}
