// Asks a chat model for the text at the cursor and yields it clean, as it comes.
import { OpenMindError } from '../errors';
import type { ChatModel, ModelRef } from '../ports';
import { CompletionCleaner } from './clean/cleaner';
import type { UntaggedPolicy } from './clean/tagged';
import type { CursorContext } from './context';
import { buildCompletionMessages, type CompletionBudget } from './prompt';

export interface CompletionRequest {
	readonly model: ChatModel;
	readonly ref: ModelRef;
	readonly context: CursorContext;
	readonly signal: AbortSignal;
	readonly budget?: CompletionBudget;
	/** Whether an answer without the demanded tags is used; it is unless said otherwise. */
	readonly untagged?: UntaggedPolicy;
}

/**
 * Yields text to insert at the cursor, in the document's line ends and indentation. Leaving the loop or aborting closes the socket; after an abort
 * what was still held back is not given. Temperature and a limit of tokens are left to the service: some models refuse any other temperature,
 * and some count their thinking into the limit.
 * @throws OpenMindError `emptyAnswer` when nothing of the answer belongs at the cursor, and whatever the model throws.
 */
export async function* streamCompletion(request: CompletionRequest): AsyncGenerator<string, void, undefined> {
	const { model, ref, context, signal, budget, untagged } = request;
	const cleaner = new CompletionCleaner(context, untagged);
	let empty = true;
	const messages = buildCompletionMessages(context, budget);
	for await (const chunk of model.stream({ model: ref, messages }, signal)) {
		const text = chunk.type === 'text' ? cleaner.push(chunk.text) : '';
		if (text !== '') {
			empty = false;
			yield text;
		}
		if (cleaner.done || signal.aborted) {
			break;
		}
	}
	if (signal.aborted) {
		return;
	}
	const rest = cleaner.end();
	if (rest !== '') {
		yield rest;
	} else if (empty) {
		throw new OpenMindError('emptyAnswer', ref);
	}
}
