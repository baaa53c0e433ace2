// Our own renderer, as the chat page uses it.
import { MarkdownStream } from '../../../../src/webview/markdown/stream';
import './candidate';

window.mountCandidate = root => new MarkdownStream(root);
