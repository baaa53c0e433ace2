// The OpenMind chat-completions service as the core's ChatModel.
import { OpenMindError } from '../core/errors';
import type { ChatChunk, ChatModel, ChatRequest, Clock, Logger, MakeId } from '../core/ports';
import { attempt } from './attempt';
import type { Connection } from './connection';
import { RequestLog } from './requestLog';
import type { Fetch } from './transport';

export interface ClientDeps {
	readonly fetch: Fetch;
	/** Asked once per request. May throw an OpenMindError, such as `noKey` or `keyForOtherHost`. */
	readonly connection: () => Promise<Connection>;
	readonly clock: Clock;
	readonly logger: Logger;
	readonly makeId: MakeId;
}

export function createOpenMindClient(deps: ClientDeps): ChatModel {
	return { stream: (request, signal) => stream(deps, request, signal) };
}

async function* stream(deps: ClientDeps, request: ChatRequest, signal: AbortSignal): AsyncGenerator<ChatChunk> {
	if (signal.aborted) return;
	const { fetch, clock } = deps;
	const log = new RequestLog(deps.makeId(), request, clock);
	try {
		const connection = await deps.connection();
		// TypeScript keeps the earlier narrowing of this getter across the await.
		if (isAborted(signal)) return;
		for await (const chunk of attempt({ fetch, clock, connection, request, signal, watcher: log })) {
			if (isAborted(signal)) return;
			log.chunk(chunk);
			yield chunk;
		}
		log.ended();
	} catch (error) {
		if (isAborted(signal)) return;
		const failure = error instanceof OpenMindError ? error : new OpenMindError('internal', {}, error);
		log.failed(failure);
		throw failure;
	} finally {
		log.write(deps.logger);
	}
}

function isAborted(signal: AbortSignal): boolean {
	return signal.aborted;
}
