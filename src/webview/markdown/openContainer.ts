// A list, quotation or table that is still open: all its parts but the last are final, and what follows can be read without them.
import { childrenOf, type Block } from './parser';
import type Token from 'markdown-it/lib/token.mjs';

/** Where an open block can be cut in two. */
export interface Cut {
	/** The line of the parsed source at which the last part begins; everything above is final. */
	readonly line: number;
	/** From the outermost element down to the one that holds the parts: which child of the one above it is, in a block read from here on. */
	readonly path: readonly number[];
	/** Lines of the source that have to stand before the last part so that it is read as one. */
	readonly prefixLines: number;
	/** A further part, after which nothing about the ones above is open any more; absent where nothing is. */
	readonly stub?: string;
}

/** Finds the last part of a block that has at least two. */
export function findCut(block: Block): Cut | undefined {
	const [open] = block.tokens;
	switch (open?.type) {
		case 'bullet_list_open':
		case 'ordered_list_open':
			return cutList(block.tokens, open);
		case 'blockquote_open':
			return cutQuotation(block.tokens, open);
		case 'table_open':
			return open.level === 0 ? cutTable(block.tokens, open) : undefined;
		default:
			return undefined;
	}
}

function cutList(tokens: readonly Token[], open: Token): Cut | undefined {
	const items = childrenOf(tokens.slice(1, -1), open.level + 1);
	const last = items.at(-1)?.tokens[0];
	if (items.length < 2 || last?.map == null) return undefined;
	return { line: last.map[0], path: [0], prefixLines: 0, stub: `${last.info}${last.markup} x\n` };
}

function cutQuotation(tokens: readonly Token[], open: Token): Cut | undefined {
	const children = childrenOf(tokens.slice(1, -1), open.level + 1);
	const last = children.at(-1);
	const inner = last && findCut(last);
	if (inner) {
		const path = [0, ...inner.path];
		return { ...inner, path, ...(inner.stub !== undefined && { stub: `> ${inner.stub}` }) };
	}
	const line = last?.tokens[0]?.map?.[0];
	return children.length < 2 || line === undefined ? undefined : { line, path: [0], prefixLines: 0 };
}

function cutTable(tokens: readonly Token[], open: Token): Cut | undefined {
	const rows = tokens.filter(token => token.type === 'tr_open' && token.level === open.level + 2);
	const line = rows.at(-1)?.map?.[0];
	// The first of the rows is the head. Box, table, then the body, which follows the head.
	return rows.length < 3 || line === undefined
		? undefined
		: { line, path: [0, 0, 1], prefixLines: (open.map?.[0] ?? 0) + 2 };
}

/** The list that what is above was cut from, at the beginning of a block. */
export function firstList({ tokens }: Block, { path }: Cut): readonly Token[] {
	return listAt(tokens, path.length - 1);
}

/** The list that is cut, at the end of a block. */
export function lastList({ tokens }: Block, { path }: Cut): readonly Token[] {
	return listAt(
		tokens,
		tokens.findLastIndex(token => token.nesting > 0 && token.level === path.length - 1),
	);
}

function listAt(tokens: readonly Token[], start: number): readonly Token[] {
	const open = tokens[start];
	if (open === undefined || !open.type.endsWith('_list_open')) return [];
	const end = tokens.findIndex((token, index) => index > start && token.level === open.level && token.nesting < 0);
	return tokens.slice(start, end + 1);
}

/** The line after a list's last, counted from the start of the parsed text; 0 for none. */
export function endOfList(list: readonly Token[]): number {
	return list[0]?.map?.[1] ?? 0;
}

function itemParagraphs(list: readonly Token[]): readonly Token[] {
	const level = (list[0]?.level ?? 0) + 2;
	return list.filter(token => /^paragraph_(?:open|close)$/.test(token.type) && token.level === level);
}

/** Whether the items of a list stand apart, so that their words are paragraphs; undefined when none has words of its own to tell by. */
export function isLoose(list: readonly Token[]): boolean | undefined {
	const paragraphs = itemParagraphs(list);
	return paragraphs.length === 0 ? undefined : paragraphs.some(token => !token.hidden);
}

/** Makes the items of a list stand apart, because some above do. */
export function loosen(list: readonly Token[]): void {
	for (const token of itemParagraphs(list)) token.hidden = false;
}
