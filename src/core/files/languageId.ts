// Which of VS Code's languages a fence of an answer names.

/** A language as extensions contribute it. */
export interface ContributedLanguage {
	readonly id: string;
	/** "Shell Script", "bash". */
	readonly aliases?: readonly string[];
	/** With their dot. */
	readonly extensions?: readonly string[];
}

/** By its identifier, else by another of its names, else by the ending of its files; undefined when nobody contributes such a language. */
export function languageIdOf(name: string, languages: readonly ContributedLanguage[]): string | undefined {
	const wanted = name.toLowerCase();
	const isAmong = (names: readonly string[] = []) => names.some(each => each.toLowerCase() === wanted);
	const found =
		languages.find(({ id }) => isAmong([id])) ??
		languages.find(({ aliases }) => isAmong(aliases)) ??
		languages.find(({ extensions = [] }) => isAmong(extensions.map(ending => ending.slice(1))));
	return found?.id;
}
