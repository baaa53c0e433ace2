// Tells sentences about the code from code, line by line. Only answers that ignore the demanded tags are ever judged by it.
import type { Surroundings } from '../code/surroundings';

/** How assistants begin to talk. */
const leadIn =
	/^(\*\*)?(sure|certainly|absolutely|of course|okay|ok\b|great|alright|here(['’]s| is| are)\b|below is|the (code|completion|completed|following|missing|answer|snippet|function|method)\b|this (code|completes|completion|function|method|snippet|will|adds|implementation|returns)\b|i(['’]ve|['’]ll|['’]m| have| will| would| am| think| assume| added| can)\b|let me\b|to complete\b|based on\b|note\b|explanation\b|in this\b|you can\b|we (can|need|should|have)\b|it (looks|seems)\b|as an ai\b|unfortunately\b|sorry\b|hope this\b|feel free\b|please\b)/i;

/** Signs that a line is code whatever words it holds. */
const codeSigns = /[;{}=<>[\]\\|]|\w\(|\(\)|^[#/@*]|=>|->|::/;

/** A line that talks about the code. In a place where sentences are the content, only an announcement counts. */
export function isChatter(line: string, around: Surroundings): boolean {
	const text = line.trim().replace(/`[^`]*`/g, 'code');
	if (text === '') {
		return false;
	}
	const leads = leadIn.test(text);
	if (around.prose) {
		return leads && (/:$/.test(text) || /^(sure|certainly|absolutely|of course)[!,.]?$/i.test(text));
	}
	const words = text.split(/\s+/).length;
	if (leads && (text.endsWith(':') || !codeSigns.test(text))) {
		return words > 1 || /[!.:,]$/.test(text);
	}
	return words >= 4 && /^[A-Z*]/.test(text) && /[.:!?]$/.test(text) && !codeSigns.test(text);
}

/** A line that opens or closes a code fence, with its marks and the language named. */
export function fenceOf(line: string): { readonly marks: string; readonly info: string } | undefined {
	const found = /^\s*(`{3,}|~{3,})([^`]*)$/.exec(line);
	return found === null ? undefined : { marks: found[1] ?? '', info: (found[2] ?? '').trim() };
}

/** In Markdown a fence is content, unless it names Markdown itself or would begin within a line (`inLine`). */
export function wrapsAnswer(info: string, around: Surroundings, inLine = false): boolean {
	return around.languageId !== 'markdown' || inLine || /^(markdown|md)$/i.test(info);
}
