// What the chat tells those who show it.
import type { RequestProgress } from '../ports';
import type { Failure } from '../../shared/failures';
import type { Turn } from './conversation';

/** What an answer waits for before its first token. */
export type Waiting = Exclude<RequestProgress, { phase: 'answering' }>;

/** An answer before its first token. */
export interface WaitingAnswer {
	readonly turnId: string;
	readonly answerId: string;
	readonly progress: Waiting;
	/** Milliseconds since 1970. */
	readonly sinceMs: number;
}

/** What the chat tells the one who shows it. */
export type ChatEvent =
	/** Another conversation took the place of the one shown. */
	| { readonly type: 'replaced' }
	| { readonly type: 'turnAdded'; readonly turn: Turn }
	/** Another of a turn's answers is shown. */
	| { readonly type: 'turnChanged'; readonly turnId: string }
	| { readonly type: 'queueChanged' }
	/** Also when an answer that was cut goes on. */
	| { readonly type: 'answerStarted'; readonly turnId: string; readonly answerId: string }
	| {
			readonly type: 'answerGrew';
			readonly turnId: string;
			readonly answerId: string;
			readonly text: string;
			readonly reasoning: string;
	  }
	| ({ readonly type: 'progress' } & WaitingAnswer)
	| { readonly type: 'answerRerouted'; readonly turnId: string; readonly answerId: string; readonly model: string }
	| { readonly type: 'answerEnded'; readonly turnId: string; readonly answerId: string }
	| { readonly type: 'attachmentsChanged' }
	/** A message did not become a turn; nothing of it is lost. */
	| { readonly type: 'rejected'; readonly turnId: string; readonly text: string; readonly failure: Failure };
