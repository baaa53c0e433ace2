// streamdown, with its own plug-in for colours.
import { code } from '@streamdown/code';
import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { Streamdown } from 'streamdown';
import './candidate';

window.mountCandidate = element => {
	const root = createRoot(element);
	return {
		update: (text, ended) =>
			flushSync(() =>
				root.render(createElement(Streamdown, { plugins: { code }, isAnimating: !ended, children: text })),
			),
	};
};
