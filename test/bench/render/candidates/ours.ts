// Our own renderer, as the chat page uses it.
import { warmUp } from '../../../../src/webview/markdown/highlight';
import { MarkdownStream } from '../../../../src/webview/markdown/stream';
import './candidate';

window.mountCandidate = root => new MarkdownStream(root);
warmUp();
