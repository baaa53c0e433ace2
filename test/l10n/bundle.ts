// Every string that the code has translated: the arguments of vscode.l10n.t, and the words of the page, which the host translates for it.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { englishPageStrings } from '../../src/shared/strings';
import { root } from '../vscode/paths.js';

export const bundlePath = path.join(root, 'l10n/bundle.l10n.json');

/** What l10n/bundle.l10n.json has to hold: each English text under itself, in order. */
export function collectTexts(): Readonly<Record<string, string>> {
	const host = path.join(root, 'src/host');
	const files = readdirSync(host, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts'));
	const texts = [
		...Object.values(englishPageStrings),
		...files.flatMap(file => textsIn(readFileSync(path.join(host, file), 'utf8'))),
	];
	return Object.fromEntries([...new Set(texts)].sort().map(text => [text, text]));
}

function textsIn(source: string): string[] {
	const texts: string[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isCallExpression(node) && isTranslation(node.expression)) texts.push(...literalsOf(node.arguments[0]));
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest));
	return texts;
}

function isTranslation(callee: ts.Expression): boolean {
	return ts.isPropertyAccessExpression(callee)
		? callee.name.text === 't'
		: ts.isIdentifier(callee) && callee.text === 't';
}

/** A text, or both texts of a choice. */
function literalsOf(argument: ts.Expression | undefined): string[] {
	if (argument === undefined) return [];
	if (ts.isStringLiteralLike(argument)) return [argument.text];
	return ts.isConditionalExpression(argument)
		? [...literalsOf(argument.whenTrue), ...literalsOf(argument.whenFalse)]
		: [];
}
