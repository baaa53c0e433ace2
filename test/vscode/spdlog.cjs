// Stands in for VS Code's native log writer, which an installation without a compiler lacks: with it log files and output channels are real, so a
// test can read them. Put in the place of @vscode/spdlog by install.ts; the members are the ones that VS Code calls.
const fs = process.getBuiltinModule('node:fs');
const path = process.getBuiltinModule('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
	#file;
	#level = 2;
	#plain = false;

	constructor(_type, _name, file) {
		this.#file = file;
	}

	#write(level, message) {
		if (level >= this.#level) {
			const stamp = `${new Date().toISOString().replace('T', ' ').slice(0, -1)} [${levels[level]}] `;
			fs.appendFileSync(this.#file, `${this.#plain ? '' : stamp}${message}\n`);
		}
	}

	trace(message) {
		this.#write(0, message);
	}
	debug(message) {
		this.#write(1, message);
	}
	info(message) {
		this.#write(2, message);
	}
	warn(message) {
		this.#write(3, message);
	}
	error(message) {
		this.#write(4, message);
	}
	critical(message) {
		this.#write(5, message);
	}
	getLevel() {
		return this.#level;
	}
	setLevel(level) {
		this.#level = level;
	}
	clearFormatters() {
		this.#plain = true;
	}
	setPattern() {}
	flush() {}
	drop() {}
}

async function createLogger(name, file) {
	fs.mkdirSync(path.dirname(file), { recursive: true });
	return new Logger('rotating', name, file);
}

exports.version = 0;
exports.setLevel = () => undefined;
exports.setFlushOn = () => undefined;
exports.Logger = Logger;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
