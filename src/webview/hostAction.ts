// How a part of the page asks for something only the host can do: one bubbling event, which the chat hands on.
import type { FromPage } from '../shared/protocol';

/** A message for the host, on its way up to the chat. */
export class HostAction extends CustomEvent<FromPage> {
	static readonly type = 'openmind-host';

	constructor(message: FromPage) {
		super(HostAction.type, { bubbles: true, detail: message });
	}
}
