// A conversation as a Markdown document, for people to keep and share.
import { endOf, openedBy, type Fence } from '../../shared/fences';
import type { Answer, Conversation, Turn } from './conversation';
import { currentAnswer } from './conversation';

/** The words around the conversation, translated by the caller. */
export interface ExportWords {
	readonly title: string;
	readonly you: string;
	/** Which model answered, and what the answer took; a line under it. */
	readonly took: (answer: Answer) => string;
}

export function exportMarkdown(conversation: Pick<Conversation, 'turns'>, words: ExportWords): string {
	return [`# ${words.title}`, ...conversation.turns.flatMap(turn => turnMarkdown(turn, words))].join('\n\n') + '\n';
}

function turnMarkdown(turn: Turn, words: ExportWords): string[] {
	const answer = currentAnswer(turn);
	const attached = turn.attachments.map(
		({ path, lines }) => `- ${path}${lines ? `:${lines.first}-${lines.last}` : ''}`,
	);
	return [
		`## ${words.you}`,
		...(attached.length > 0 ? [attached.join('\n')] : []),
		closed(turn.text),
		...(answer ? answerMarkdown(answer, words) : []),
	];
}

function answerMarkdown(answer: Answer, words: ExportWords): string[] {
	const said = [answer.text, answer.refusal].filter(text => text !== '').map(closed);
	return [`## ${answer.model}`, ...said, `_${words.took(answer)}_`];
}

/** With an end for code that has none, which would take in what follows. */
function closed(text: string): string {
	let open: Fence | undefined;
	for (const line of text.split('\n')) {
		const end = open && endOf(open, line);
		if (open === undefined || end === 'before') {
			open = openedBy(line);
		} else if (end === 'with') {
			open = undefined;
		}
	}
	return open ? `${text}\n${open.before.replace(/[^\s>]/g, ' ')}${open.mark}` : text;
}
