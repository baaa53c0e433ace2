// The calls of an answer, put together from their pieces: a stream sends the name first and the arguments a few characters at a time.
import { OpenMindError } from '../core/errors';
import type { ChatChunk } from '../core/ports';
import { toolArgumentsCap, toolCallCap } from './limits';
import { fieldsOf, textIn } from './unknown';

interface Call {
	id: string;
	name: string;
	arguments: string;
}

export class ToolCalls {
	readonly #calls: Call[] = [];
	/** The call that is meant by each index of the wire. */
	readonly #byIndex = new Map<number, Call>();
	#size = 0;

	get isEmpty(): boolean {
		return this.#calls.length === 0;
	}

	/**
	 * @param pieces the `tool_calls` of a delta or of a message
	 * @throws OpenMindError `tooLarge` when the calls exceed their caps
	 */
	add(pieces: readonly unknown[]): void {
		for (const [position, piece] of pieces.entries()) {
			const { index, id, function: named } = fieldsOf(piece);
			const { name, arguments: given } = fieldsOf(named);
			const call = this.#callAt(typeof index === 'number' ? index : position, textIn(id));
			// Some servers repeat id and name with every piece.
			call.id ||= textIn(id) ?? '';
			call.name ||= textIn(name) ?? '';
			// Some upstreams send the arguments parsed.
			const text = typeof given === 'object' && given !== null ? JSON.stringify(given) : (textIn(given) ?? '');
			call.arguments += text;
			this.#size += text.length;
			if (this.#size > toolArgumentsCap)
				throw new OpenMindError('tooLarge', { limit: toolArgumentsCap, size: this.#size });
		}
	}

	/** In the order in which they began; a call without a name cannot be made and is left out. */
	chunks(): ChatChunk[] {
		return this.#calls.filter(({ name }) => name !== '').map(call => ({ type: 'toolCall', ...call }));
	}

	/** Another id under the same index is another call: some upstreams number all their calls 0. */
	#callAt(index: number, id: string | undefined): Call {
		const known = this.#byIndex.get(index);
		if (known !== undefined && (id === undefined || known.id === '' || known.id === id)) return known;
		if (this.#calls.length === toolCallCap) throw new OpenMindError('tooLarge', { limit: toolCallCap });
		const call = { id: '', name: '', arguments: '' };
		this.#calls.push(call);
		this.#byIndex.set(index, call);
		return call;
	}
}
