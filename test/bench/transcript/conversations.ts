// The conversations that are restored: a long one, and one with a very long answer.
import type { TurnView } from '../../../src/shared/chat';
import { answerView, turnView } from '../../e2e/gallery/states';
import { makeAnswer } from '../render/answer';

/** Tokens of one answer after the other, from a remark to a file. */
const answerTokens = [60, 400, 150, 800, 250, 30, 500, 120];

function turn(index: number, text: string): TurnView {
	const question = `Question ${index}: why does the second call wait for the lock, and who holds it?`;
	return turnView(answerView({ id: `answer-${index}`, text }), { id: `turn-${index}`, text: question });
}

/** Each a message and an answer. */
function turns(length: number): TurnView[] {
	return Array.from({ length }, (_, index) =>
		turn(index, makeAnswer(answerTokens[index % answerTokens.length] ?? 0)),
	);
}

export const conversations = {
	'1,000 messages': (): TurnView[] => turns(500),
	'1,000 turns': (): TurnView[] => turns(1_000),
	'64k tokens': (): TurnView[] => [turn(0, makeAnswer(100)), turn(1, makeAnswer(64_000))],
} as const;

export type ConversationName = keyof typeof conversations;
