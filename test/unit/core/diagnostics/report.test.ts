import assert from 'node:assert/strict';
import fc from 'fast-check';
import { diagnosticReport, reportCap } from '../../../../src/core/diagnostics/report';
import type { RequestRecord } from '../../../../src/core/ports';

const record = (given: Partial<RequestRecord> = {}): RequestRecord => ({
	id: 'a1',
	model: 'openai/gpt-4o',
	startedAt: Date.UTC(2025, 0, 31, 12),
	messages: 3,
	bytesSent: 120,
	bytesReceived: 900,
	totalMs: 1500,
	end: 'done',
	retries: 0,
	malformed: 0,
	otherChoices: 0,
	timings: {},
	...given,
});

/** The cells of the last request, by the titles of their columns. */
function lastRow(report: string): Record<string, string | undefined> {
	const [titles = [], , ...rows] = report
		.split('\n')
		.filter(line => line.startsWith('|'))
		.map(line => line.split('|').map(cell => cell.trim()));
	return Object.fromEntries(titles.map((title, index) => [title, rows.at(-1)?.[index]]));
}

describe('The diagnostic report', () => {
	it('shows the environment and one line per request', () => {
		const usage = { promptTokens: 10, completionTokens: 20 };
		const report = diagnosticReport(
			[
				record({
					status: 200,
					connectMs: 5,
					firstTokenMs: 80,
					finish: 'length',
					usage,
					timings: { 'x-upstream-ttfb-ms': 61.5 },
				}),
			],
			{ Extension: '0.1.0', Host: 'api.openmind.org' },
		);
		assert.match(report, /^- Extension: 0\.1\.0$/m);
		assert.match(report, /^- Host: api\.openmind\.org$/m);
		const row = lastRow(report);
		assert.equal(row.time, '2025-01-31T12:00:00.000Z');
		assert.equal(row.model, 'openai/gpt-4o');
		assert.equal(row.end, 'length');
		assert.equal(row['first token ms'], '80');
		assert.equal(row['tokens out'], '20');
		assert.equal(row['x-upstream-ttfb-ms'], '61.5');
	});

	it('says how a request failed and which model took over', () => {
		const failure = { kind: 'timeout', phase: 'idle' } as const;
		const row = lastRow(diagnosticReport([record({ end: 'failed', failure, answeredBy: 'xai/grok-4' })], {}));
		assert.equal(row.end, 'timeout idle');
		assert.equal(row.model, 'openai/gpt-4o then xai/grok-4');
	});

	it('leaves out columns in which no request has anything to say', () => {
		assert.ok(!('status' in lastRow(diagnosticReport([record()], {}))));
		assert.ok('status' in lastRow(diagnosticReport([record({ status: 429 }), record()], {})));
	});

	it('says so when there was no request', () => {
		assert.match(diagnosticReport([], {}), /None yet\./);
	});

	it('shows only the last requests', () => {
		const many = Array.from({ length: reportCap + 5 }, (_, index) => record({ id: `r${index}` }));
		const report = diagnosticReport(many, {});
		assert.equal(report.split('\n').filter(line => line.startsWith('|')).length, reportCap + 2);
		assert.equal(lastRow(report).id, `r${reportCap + 4}`);
	});

	it('lets nothing through that could be content: no line break, mark-up, link or long text', () => {
		const hostile = fc.string({ unit: 'binary', maxLength: 300 });
		fc.assert(
			fc.property(hostile, hostile, hostile, (a, b, c) => {
				const report = diagnosticReport([record({ id: a, model: b, answeredBy: c })], { [a]: b, Key: c });
				const lines = report.split('\n').filter(line => line.startsWith('|') || line.startsWith('- '));
				assert.equal(lines.length, 3 + Object.keys({ [a]: b, Key: c }).length);
				assert.doesNotMatch(report, /[<>[\]()`*\\&!$~^"'{}=;]|:\/\//);
				assert.ok(lines.every(line => line.length < 1000));
			}),
			{ numRuns: 500 },
		);
	});
});
