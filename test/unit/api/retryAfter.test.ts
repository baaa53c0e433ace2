// How long the service asks to wait, in all the ways in which it may say so.
import assert from 'node:assert/strict';
import { retryAfterSeconds } from '../../../src/api/retryAfter';

const now = Date.UTC(2025, 2, 1, 12, 0, 0);

describe('the wait that the service asks for', () => {
	const cases: readonly (readonly [header: string | null, text: string, seconds: number | undefined])[] = [
		['7', '', 7],
		[' 0 ', '', 0],
		['1.5', '', 1.5],
		['Sat, 01 Mar 2025 12:00:30 GMT', '', 30],
		['Sat, 01 Mar 2025 11:00:00 GMT', '', 0],
		['99999999', '', 86_400],
		['5', 'Try again in 60 seconds.', 5],
		['soon', 'Try again in 60 seconds.', 60],
		['-5', '', undefined],
		['', '', undefined],
		[null, 'Rate limit exceeded. Try again in 60 seconds.', 60],
		[null, 'Please try again in 1 second', 1],
		[null, 'Please try again in 20s. Visit the page.', 20],
		[null, 'try again in 250ms', 0.25],
		[null, 'try again in 2 minutes', 120],
		[null, 'try again in 1m2.5s', 62.5],
		[null, 'try again in 1h', 3600],
		[null, 'try again in a while', undefined],
		[null, 'try again in 3 steps', undefined],
	];
	for (const [header, text, seconds] of cases) {
		it(`is ${seconds} for Retry-After ${JSON.stringify(header)} and ${JSON.stringify(text)}`, () => {
			assert.equal(retryAfterSeconds(header, text, now), seconds);
		});
	}
});
