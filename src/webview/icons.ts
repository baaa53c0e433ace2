// The codicons that the page uses, as SVG text inside the bundle: a dozen of them are a tenth of the icon font, and need no font to load.
// An element shows the one that its attribute `data-icon` names, as a mask in the colour of its words (chat.css). SVG elements would cost the
// browser time in every frame, out of sight too, and a long chat has thousands of buttons.
import { html, type TemplateResult } from 'lit';
import add from '@vscode/codicons/src/icons/add.svg';
import apply from '@vscode/codicons/src/icons/git-compare.svg';
import arrowLeft from '@vscode/codicons/src/icons/arrow-left.svg';
import check from '@vscode/codicons/src/icons/check.svg';
import chevronDown from '@vscode/codicons/src/icons/chevron-down.svg';
import chevronRight from '@vscode/codicons/src/icons/chevron-right.svg';
import chevronLeft from '@vscode/codicons/src/icons/chevron-left.svg';
import clock from '@vscode/codicons/src/icons/history.svg';
import close from '@vscode/codicons/src/icons/close.svg';
import copy from '@vscode/codicons/src/icons/copy.svg';
import diagram from '@vscode/codicons/src/icons/type-hierarchy.svg';
import edit from '@vscode/codicons/src/icons/edit.svg';
import error from '@vscode/codicons/src/icons/error.svg';
import file from '@vscode/codicons/src/icons/file.svg';
import fork from '@vscode/codicons/src/icons/repo-forked.svg';
import info from '@vscode/codicons/src/icons/info.svg';
import insert from '@vscode/codicons/src/icons/insert.svg';
import newFile from '@vscode/codicons/src/icons/new-file.svg';
import pin from '@vscode/codicons/src/icons/pin.svg';
import pinned from '@vscode/codicons/src/icons/pinned.svg';
import refresh from '@vscode/codicons/src/icons/refresh.svg';
import selection from '@vscode/codicons/src/icons/list-selection.svg';
import send from '@vscode/codicons/src/icons/arrow-up.svg';
import search from '@vscode/codicons/src/icons/search.svg';
import trash from '@vscode/codicons/src/icons/trash.svg';
import image from '@vscode/codicons/src/icons/file-media.svg';
import request from '@vscode/codicons/src/icons/eye.svg';
import wrap from '@vscode/codicons/src/icons/word-wrap.svg';
import source from '@vscode/codicons/src/icons/code.svg';
import stop from '@vscode/codicons/src/icons/stop-circle.svg';

const icons = {
	add,
	apply,
	arrowLeft,
	check,
	chevronDown,
	chevronLeft,
	clock,
	chevronRight,
	close,
	copy,
	diagram,
	edit,
	error,
	file,
	fork,
	image,
	info,
	insert,
	newFile,
	pin,
	pinned,
	refresh,
	request,
	search,
	selection,
	send,
	source,
	stop,
	trash,
	wrap,
};

export type IconName = keyof typeof icons;

const masks = new CSSStyleSheet();
masks.replaceSync(
	Object.entries(icons)
		.map(
			([name, svg]) =>
				`[data-icon='${name}']::before { mask-image: url("data:image/svg+xml,${encodeURIComponent(svg)}"); }`,
		)
		.join('\n'),
);
document.adoptedStyleSheets.push(masks);

/** A picture beside words: hidden from assistive technology. */
export function icon(name: IconName): TemplateResult {
	return html`<span class="icon" data-icon=${name} aria-hidden="true"></span>`;
}
