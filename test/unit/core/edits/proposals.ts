// A file to propose edits of, and what comes of a proposal.
import assert from 'node:assert/strict';
import { proposeEdit, type EditPlan, type EditRequest } from '../../../../src/core/edits/proposeEdit';

export const cart = `import { round } from './money';

/** Sums the lines. */
export function total(lines: readonly Line[]): number {
	const sum = lines.reduce((all, line) => all + line.price, 0);
	return round(sum);
}

@sealed
export class Cart {
	readonly #lines: Line[] = [];

	add(line: Line): void {
		this.#lines.push(line);
	}

	total(): number {
		return total(this.#lines);
	}
}

const limit = 20;
`;

export const plan = (block: string, given: Partial<EditRequest> = {}): EditPlan =>
	proposeEdit({ file: cart, language: 'ts', block, ...given });

export function edited(result: EditPlan): string {
	assert.equal(result.kind, 'edit', JSON.stringify(result));
	return result.kind === 'edit' ? result.text : '';
}

export function refused(result: EditPlan): string {
	assert.equal(result.kind, 'refused', JSON.stringify(result));
	return result.kind === 'refused' ? result.reason : '';
}
