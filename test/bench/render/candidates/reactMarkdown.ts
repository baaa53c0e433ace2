// react-markdown with tables and colours, rendered anew at each update as most chats use it.
import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import Markdown from 'react-markdown';
import rehypeHighlight from 'rehype-highlight';
import remarkGfm from 'remark-gfm';
import './candidate';

window.mountCandidate = element => {
	const root = createRoot(element);
	return {
		update: text =>
			flushSync(() =>
				root.render(
					createElement(Markdown, {
						remarkPlugins: [remarkGfm],
						rehypePlugins: [rehypeHighlight],
						children: text,
					}),
				),
			),
	};
};
