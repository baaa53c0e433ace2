// The chat page's entry: one bridge to the host, one chat on the page.
import { Bridge } from './bridge';
import { ChatElement } from './components/chat';
import { warmUp } from './markdown/highlight';

const bridge = new Bridge(acquireVsCodeApi());
const chat = new ChatElement(bridge);
bridge.listen(window, message => chat.receive(message));
document.body.append(chat);
warmUp();
