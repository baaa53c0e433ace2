// Mocha's spec reporter that also keeps the counts in the file named by OM_TEST_RESULTS, written anew at every step, so that a crash loses nothing.
// The same for plain mocha, the extension host and the end-to-end suite.
import { EventEmitter } from 'node:events';
import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

const events = Mocha.Runner.constants;

/** UTF-16 units; the whole of it, with its stack, stands in the suite's own output. */
const mostOfAnError = 500;

/**
 * `failures` are titles with what was wrong; `ended` is false when the run was cut off.
 * @typedef {{ passed: number, failures: string[], skipped: number, ended: boolean }} TestResults
 */

/** Emits `failed` with the title of a test or hook at the moment it fails; what wants to keep a picture of that moment listens. */
export const failures = new EventEmitter();

export default class CountingReporter extends Mocha.reporters.Spec {
	/** @type {TestResults} */
	#results = { passed: 0, failures: [], skipped: 0, ended: false };

	/**
	 * @param {Mocha.Runner} runner
	 * @param {Mocha.MochaOptions} options
	 */
	constructor(runner, options) {
		super(runner, options);
		this.#write();
		runner.on(events.EVENT_TEST_PASS, () => this.#add('passed'));
		runner.on(events.EVENT_TEST_PENDING, () => this.#add('skipped'));
		runner.on(events.EVENT_TEST_FAIL, (test, error) => {
			this.#results.failures.push(
				`${test.fullTitle()}: ${String(error).replace(/\s+/g, ' ').slice(0, mostOfAnError)}`,
			);
			this.#write();
			failures.emit('failed', test.fullTitle());
		});
		runner.once(events.EVENT_RUN_END, () => {
			this.#results.ended = true;
			this.#write();
		});
	}

	/** @param {'passed' | 'skipped'} what */
	#add(what) {
		this.#results[what]++;
		this.#write();
	}

	#write() {
		const file = process.env['OM_TEST_RESULTS'];
		if (file !== undefined) {
			writeFileSync(file, JSON.stringify(this.#results));
		}
	}
}
