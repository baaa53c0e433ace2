// The colours of diagrams, from a few of the theme: every pair of words and what is under them can be read in each theme.

/** Opaque colours as `#rrggbb`. */
export interface ThemeColours {
	readonly background: string;
	readonly text: string;
	readonly border: string;
	readonly line: string;
	/** Tell parts of a diagram apart. */
	readonly hues: readonly string[];
}

/** How much of a hue is in what words stand on: enough to tell it, not so much that the words suffer. */
const tint = 0.3;
/** Of a hue in a line or a slice without words on it. */
const strong = 0.75;
/** What sets a box off from the background. */
const faint = 0.08;

/** What Mermaid calls that which has one colour of ours. */
const named = {
	background: `background edgeLabelBackground tertiaryColor altBackground sectionBkgColor2 clusterBkg compositeBackground rowOdd
		attributeBackgroundColorOdd relationLabelBackground sequenceNumberColor commitLabelBackground tagLabelBackground`,
	box: `primaryColor mainBkg secondaryColor actorBkg labelBoxBkgColor activationBkgColor rowEven attributeBackgroundColorEven
		sectionBkgColor altSectionBkgColor doneTaskBkgColor excludeBkgColor stateBkg labelBackgroundColor compositeTitleBackground
		requirementBackground`,
	text: `textColor primaryTextColor secondaryTextColor tertiaryTextColor nodeTextColor titleColor classText actorTextColor
		signalTextColor labelTextColor loopTextColor noteTextColor taskTextColor taskTextDarkColor taskTextLightColor
		taskTextOutsideColor taskTextClickableColor pieTitleTextColor pieSectionTextColor pieLegendTextColor commitLabelColor
		tagLabelColor labelColor stateLabelColor transitionLabelColor specialStateColor innerEndBackground requirementTextColor
		relationLabelColor scaleLabelColor quadrant1TextFill quadrant2TextFill quadrant3TextFill quadrant4TextFill
		quadrantTitleFill quadrantPointFill quadrantPointTextFill quadrantXAxisTextFill quadrantYAxisTextFill`,
	border: `primaryBorderColor secondaryBorderColor tertiaryBorderColor nodeBorder actorBorder labelBoxBorderColor
		activationBorderColor noteBorderColor clusterBorder stateBorder compositeBorder borderColor taskBorderColor
		activeTaskBorderColor doneTaskBorderColor critBorderColor gridColor pieStrokeColor pieOuterStrokeColor tagLabelBorder
		requirementBorderColor quadrantInternalBorderStrokeFill quadrantExternalBorderStrokeFill`,
	line: 'lineColor defaultLinkColor signalColor actorLineColor arrowheadColor transitionColor relationColor todayLineColor',
} as const;

/** What has the colour of a part, by the number of that part. */
const parts: readonly (readonly string[])[] = [
	['taskBkgColor', 'quadrant1Fill'],
	['activeTaskBkgColor', 'quadrant2Fill'],
	['noteBkgColor', 'quadrant3Fill'],
	[],
	['critBkgColor', 'quadrant4Fill'],
];

/** How many parts Mermaid tells apart in what it calls so, and what it counts them from. */
const scales = [
	{ name: 'pie', first: 1, count: 12, amount: tint },
	{ name: 'git', first: 0, count: 8, amount: strong },
	{ name: 'cScale', first: 0, count: 12, amount: tint },
	{ name: 'fillType', first: 0, count: 8, amount: tint },
] as const;

type Colours = Readonly<Record<string, string>>;

/** The colours by Mermaid's own names. */
export function diagramColours(theme: ThemeColours): Readonly<Record<string, unknown>> {
	const { background, text } = theme;
	const single = { ...theme, box: mix(background, text, faint) };
	return {
		darkMode: luminance(background) < luminance(text),
		...fromEntries(Object.keys(named), role => {
			const key = role as keyof typeof named; // one of its own keys
			return named[key].split(/\s+/).map(name => [name, single[key]]);
		}),
		...fromEntries(parts, (names, index) => names.map(name => [name, part(theme, index, tint)])),
		...fromEntries(scales, ({ name, first, count, amount }) =>
			Array.from({ length: count }, (_, index) => [`${name}${first + index}`, part(theme, index, amount)]),
		),
		...fromEntries(Array.from({ length: 12 }), (_, index) => [
			[`cScaleLabel${index}`, text],
			[`cScaleInv${index}`, theme.border],
			[`cScalePeer${index}`, theme.border],
			// The name of a branch stands on its colour at full strength.
			[
				`gitBranchLabel${index}`,
				mostReadable(part(theme, index, strong), [text, background, '#000000', '#ffffff']),
			],
		]),
		pieOpacity: '1',
		xyChart: chartColours(theme),
	};
}

function chartColours(theme: ThemeColours): Colours {
	const texts = ['title', 'xAxisLabel', 'xAxisTitle', 'yAxisLabel', 'yAxisTitle', 'dataLabel'];
	const lines = ['xAxisTick', 'xAxisLine', 'yAxisTick', 'yAxisLine'];
	return {
		backgroundColor: theme.background,
		...fromEntries(texts, name => [[`${name}Color`, theme.text]]),
		...fromEntries(lines, name => [[`${name}Color`, theme.line]]),
		plotColorPalette: theme.hues.map((_, index) => part(theme, index, strong)).join(','),
	};
}

/** The colour of the part with this number: as much of its hue as said. */
function part({ background, text, hues }: ThemeColours, index: number, amount: number): string {
	return mix(background, hues[index % hues.length] ?? text, amount);
}

function fromEntries<One>(
	all: readonly One[],
	entries: (one: One, index: number) => readonly (readonly string[])[],
): Colours {
	return Object.fromEntries(all.flatMap((one, index) => [...entries(one, index)]));
}

/** `amount` of one colour in the other. */
export function mix(base: string, other: string, amount: number): string {
	const [a, b] = [channels(base), channels(other)];
	return `#${a.map((value, at) => hex(value + ((b[at] ?? 0) - value) * amount)).join('')}`;
}

/** How well one colour is told from another, as WCAG counts: 1 to 21. */
export function contrast(a: string, b: string): number {
	const [low, high] = [luminance(a), luminance(b)].sort((one, other) => one - other);
	return ((high ?? 0) + 0.05) / ((low ?? 0) + 0.05);
}

function mostReadable(under: string, words: readonly string[]): string {
	return words.reduce((best, word) => (contrast(under, word) > contrast(under, best) ? word : best));
}

function luminance(colour: string): number {
	const [red = 0, green = 0, blue = 0] = channels(colour).map(value =>
		value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
	);
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(colour: string): readonly number[] {
	return [1, 3, 5].map(at => Number.parseInt(colour.slice(at, at + 2), 16));
}

function hex(value: number): string {
	return Math.round(value).toString(16).padStart(2, '0');
}
