// Types as into VS Code with its defaults: brackets and quotes are closed, a closer that the editor made is typed over, new lines are indented.

const closerOf: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '"': '"', "'": "'", '`': '`' };

export class Typist {
	before: string;
	after: string;
	/** Closers directly after the cursor that the editor made. */
	#made = 0;

	constructor(document: string) {
		const [before = '', after = ''] = document.split('‸');
		this.before = before;
		this.after = after;
	}

	get document(): string {
		return `${this.before}‸${this.after}`;
	}

	/** Presses a key; Enter is the line feed. */
	press(key: string): void {
		const closer = closerOf[key];
		if (key === '\n') {
			this.#enter();
		} else if (this.#made > 0 && this.after.startsWith(key)) {
			this.#made--;
			this.#move(key, this.after.slice(1));
		} else if (closer !== undefined && this.#closes(key)) {
			this.#made++;
			this.#move(key, closer + this.after);
		} else {
			this.#move(key, this.after);
		}
	}

	#move(text: string, after: string): void {
		this.before += text;
		this.after = after;
	}

	/** An editor closes before white space and closers, and no quote behind a word. */
	#closes(key: string): boolean {
		return /^($|[\s)\]};,])/.test(this.after) && (/[([{]/.test(key) || !/[\w'"`]$/.test(this.before));
	}

	#enter(): void {
		const line = this.before.slice(this.before.lastIndexOf('\n') + 1);
		const indent = /^\s*/.exec(line)?.[0] ?? '';
		const opens = /[([{]$/.test(line);
		const between = opens && this.after.startsWith(closerOf[line.slice(-1)] ?? '');
		this.#made = 0;
		this.#move(`\n${indent}${opens ? '\t' : ''}`, between ? `\n${indent}${this.after}` : this.after);
	}
}
