// The least that any renderer does: plain text, a new element per blank line.
import './candidate';

window.mountCandidate = root => {
	let shown = 0;
	let element: HTMLElement | undefined;
	return {
		update(text) {
			const parts = text.slice(shown).split('\n\n');
			for (const [index, part] of parts.entries()) {
				if (index > 0 || element === undefined) {
					element = document.createElement('p');
					root.append(element);
					element.append('');
				}
				const last = element.firstChild;
				if (last instanceof Text) last.appendData(part);
			}
			shown = text.length;
		},
	};
};
