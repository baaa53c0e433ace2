// The last requests of this window, for the diagnostic report.
import type { RequestRecord } from '../ports';
import { reportCap } from './report';

export class RequestHistory {
	#records: readonly RequestRecord[] = [];

	/** Oldest first; no more than a report shows. */
	get records(): readonly RequestRecord[] {
		return this.#records;
	}

	add(record: RequestRecord): void {
		this.#records = [...this.#records, record].slice(-reportCap);
	}
}
