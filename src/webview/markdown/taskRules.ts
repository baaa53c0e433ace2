// Task lists: `- [ ] this` and `- [x] that` show a box that cannot be changed, named after its task.
import type MarkdownIt from 'markdown-it';
import { fill } from '../../shared/strings';
import { strings } from '../strings';

export function useTasks(markdown: MarkdownIt): void {
	markdown.core.ruler.after('inline', 'task', ({ tokens, Token }) => {
		for (const [index, token] of tokens.entries()) {
			const first = token.children?.[0];
			if (tokens[index - 2]?.type !== 'list_item_open' || first?.type !== 'text') continue;
			const mark = /^\[([ xX])\][ \t]/.exec(first.content);
			if (mark === null) continue;
			first.content = first.content.slice(mark[0].length);
			tokens[index - 2]?.attrSet('class', 'task');
			const box = new Token('task', 'input', 0);
			box.content = first.content;
			box.info = mark[1] === ' ' ? '' : 'done';
			token.children?.unshift(box);
		}
	});
	markdown.renderer.rules['task'] = (tokens, index) => {
		const done = tokens[index]?.info === 'done';
		const name = tokens
			.slice(index + 1)
			.map(token => token.content)
			.join('')
			.trim();
		const label = markdown.utils.escapeHtml(fill(done ? strings.taskDone : strings.taskOpen, name));
		return `<input type="checkbox" disabled${done ? ' checked' : ''} aria-label="${label}"> `;
	};
}
