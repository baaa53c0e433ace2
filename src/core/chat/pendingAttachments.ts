// What is attached to the next message.
import { OpenMindError } from '../errors';
import type { MakeId } from '../ports';
import { messageOptions, type AskedWith } from './chatSettings';
import type { Attachment } from './conversation';
import { imageAttachment, pastedName } from './images';
import { isAttachment } from './journal';

/** Most attachments of one message: more than a person would look over as chips. */
export const maxAttachments = 20;

export interface PendingDeps extends AskedWith {
	readonly makeId: MakeId;
	/** Hears of every change. */
	readonly changed: () => void;
}

export class PendingAttachments {
	readonly #deps: PendingDeps;
	#all: readonly Attachment[];
	/** Those that a message carries whose files are still being read. */
	readonly #carried = new Set<Attachment>();

	constructor(deps: PendingDeps, restored: readonly Attachment[]) {
		this.#deps = deps;
		this.#all = restored;
	}

	get all(): readonly Attachment[] {
		return this.#all;
	}

	/** @throws OpenMindError as `add`, `imageTooLarge` or `notText`. */
	addImage(data: string): void {
		this.add(imageAttachment(data, { path: pastedName(data, this.#all) }, this.#deps.makeId));
	}

	/**
	 * The same place of the same file is attached once.
	 * @throws OpenMindError `noImages` for an image where the model takes none, `tooManyAttachments`.
	 */
	add(attachment: Attachment): void {
		if (attachment.image !== undefined && !messageOptions(this.#deps).images) {
			throw new OpenMindError('noImages', this.#deps.settings.chatModel());
		}
		const samePlace = ({ path, uri, lines, kind }: Attachment) =>
			path === attachment.path &&
			uri === attachment.uri &&
			kind === attachment.kind &&
			lines?.first === attachment.lines?.first &&
			lines?.last === attachment.lines?.last;
		const others = this.#all.filter(other => !samePlace(other));
		if (others.length >= maxAttachments) {
			throw new OpenMindError('tooManyAttachments', { limit: maxAttachments });
		}
		this.set([...others, attachment]);
	}

	/** Those of a message that is written again, before what was attached since, however many that makes. */
	giveBack(attachments: readonly Attachment[]): void {
		this.set([...attachments, ...this.#all]);
	}

	/** Gives them to a message, but for those that another one carries already; they are let go once it is sent. @param send whether it was */
	async sendWith(send: (attachments: readonly Attachment[]) => Promise<boolean>): Promise<void> {
		const given = this.#all.filter(one => !this.#carried.has(one));
		given.forEach(one => this.#carried.add(one));
		try {
			if (await send(given)) {
				this.remove(one => given.includes(one));
			}
		} finally {
			given.forEach(one => this.#carried.delete(one));
		}
	}

	remove(gone: (attachment: Attachment) => boolean): void {
		this.set(this.#all.filter(one => !gone(one)));
	}

	set(attachments: readonly Attachment[]): void {
		this.#all = attachments;
		this.#deps.changed();
	}
}

/** What was attached when the window closed, as it was kept. @returns nothing when that cannot be read. */
export function parseAttachments(text: string): readonly Attachment[] {
	try {
		const value: unknown = JSON.parse(text);
		return Array.isArray(value) ? value.filter(isAttachment) : [];
	} catch {
		return [];
	}
}
