// Answers that try to run, fetch or navigate: by rule over the ways Markdown has to name a target, then HTML that sanitisers were fooled by.
// `trap()` is what a script of theirs would call; `trap.example` is what they would ask the network for.

const targets = [
	'javascript:trap()',
	'JaVaScRiPt:trap()',
	'javascript&colon;trap()',
	'&#106;avascript:trap()',
	'&#x6a;avascript&#58;trap()',
	'java&Tab;script:trap()',
	'java&NewLine;script:trap()',
	'%6aavascript:trap()',
	'&#1;javascript:trap()',
	'vbscript:trap()',
	'data:text/html,<script>trap()</script>',
	'data:text/html;base64,PHNjcmlwdD50cmFwKCk8L3NjcmlwdD4=',
	'data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9InRyYXAoKSI+PC9zdmc+',
	'command:workbench.action.closeWindow',
	'command:openmind.clearApiKey?%5B%5D',
	'vscode://trap.example/run',
	'file:///etc/passwd',
	'blob:https://trap.example/1',
	'filesystem:https://trap.example/1',
	'view-source:https://trap.example',
	'about:blank',
	'//trap.example/a',
	'/trap.example',
	'x:y',
];

/** Every way to name a target that must not survive. */
const forms: readonly ((target: string) => string)[] = [
	target => `[press](${target})`,
	target => `[press](<${target}> "title")`,
	target => `<${target}>`,
	target => `[press][r]\n\n[r]: ${target}`,
	target => `![picture](${target})`,
	target => `[![picture](${target})](${target})`,
	target => `| a |\n| --- |\n| [press](${target}) |`,
];

const html = [
	'<script>trap()</script>',
	'<img src=x onerror=trap()>',
	'<img src="https://trap.example/a.png">',
	'<svg onload=trap()>',
	'<svg><script>trap()</script></svg>',
	'<svg><animate onbegin=trap() attributeName=x dur=1s>',
	'<iframe src="javascript:trap()"></iframe>',
	'<iframe srcdoc="<script>parent.trap()</script>"></iframe>',
	'<object data="javascript:trap()"></object>',
	'<embed src="javascript:trap()">',
	'<body onload=trap()>',
	'<details open ontoggle=trap()>',
	'<input autofocus onfocus=trap()>',
	'<video><source onerror=trap()></video>',
	'<audio src=x onerror=trap()>',
	'<marquee onstart=trap()>',
	'<style>@import "https://trap.example/a.css";</style>',
	'<link rel=stylesheet href="https://trap.example/a.css">',
	'<meta http-equiv=refresh content="0;url=https://trap.example">',
	'<base href="https://trap.example/">',
	'<form action="https://trap.example"><button>press</button></form>',
	'<div style="background:url(https://trap.example/a.png)">x</div>',
	'<a href="javascript:trap()">press</a>',
	'<a href="https://trap.example" ping="https://trap.example/ping">press</a>',
	'<math><mtext><table><mglyph><style><img src=x onerror=trap()>',
	'<noscript><p title="</noscript><img src=x onerror=trap()>">',
	'<template><script>trap()</script></template>',
	'<form id=x><input name=attributes><input name=nodeName></form>',
	'<svg></p><style><a id="</style><img src=1 onerror=trap()>">',
	'<textarea></textarea><img src=x onerror=trap()>',
	'<xmp><p title="</xmp><img src=x onerror=trap()>">',
	'<!--><img src=x onerror=trap()>-->',
	'<![CDATA[><img src=x onerror=trap()>]]>',
	'<?php trap() ?>',
	'</div></article><img src=x onerror=trap()>',
	'<openmind-chat></openmind-chat>',
];

/** Ways to hide HTML inside Markdown. */
const wrappings: readonly ((payload: string) => string)[] = [
	payload => payload,
	payload => `text ${payload} text`,
	payload => `\`\`\`html\n${payload}\n\`\`\``,
	payload => `\`\`\`${payload}\ncode\n\`\`\``,
	payload => `- item\n  - ${payload}\n\n      ${payload}`,
	payload => `[${payload}](https://example.org "${payload}")`,
	payload => `![${payload}](data:image/png;base64,${payload})`,
	payload => `| ${payload} |\n| --- |\n| ${payload} |`,
	payload => `&lt;x&gt; ${payload.replaceAll('<', '&lt;').replaceAll('>', '&gt;')}`,
];

const others = [
	'[press](javascript:trap() "\\" onclick=trap()")',
	'[press](https://example.org/" onclick="trap())',
	'<https://example.org/"onmouseover="trap()>',
	'https://example.org/"onmouseover="trap()',
	'![a](data:image/png;base64,AAAA" onerror="trap())',
	'![a" onerror="trap()](https://trap.example/a.png)',
	'```ts" onclick="trap()\ncode\n```',
	'```"><img src=x onerror=trap()>\ncode\n```',
	'~~~<svg/onload=trap()>\n</code></pre><img src=x onerror=trap()>\n~~~',
	'```html\n<!-- --!><script>trap()</script>\n```',
	'```js\n"</script><script>trap()</script>"\n```',
	'```markdown\n![x](https://trap.example/a.png)\n```',
	'`<img src=x onerror=trap()>`',
	'# <img src=x onerror=trap()>',
	'> <script>trap()</script>',
	'[a]: javascript:trap()\n\n[a]',
	'[__proto__]\n\n[__proto__]: javascript:trap()',
	'[constructor][toString]',
	`${'> '.repeat(200)}deep`,
	`${'- '.repeat(200)}deep`,
	`${'['.repeat(2000)}`,
	`${'*'.repeat(2000)}a`,
	`${'`'.repeat(1999)}a`,
];

/** Diagrams that would run, load, link or change how they are drawn. They are drawn in tests of their own (diagrams.test.ts). */
const diagrams = [
	'flowchart TD\n  A["<img src=x onerror=trap()>"] --> B["<script>trap()</script>"]',
	'flowchart TD\n  A[<iframe src=javascript:trap()>]',
	'flowchart TD\n  A --> B\n  click A href "javascript:trap()" _self',
	'flowchart TD\n  A --> B\n  click A call trap()',
	'flowchart TD\n  A@{ img: "https://trap.example/a.png" }',
	'flowchart TD\n  A\n  style A fill:url(https://trap.example/a.svg#x)',
	'flowchart TD\n  classDef x background-image:url(https://trap.example/a.png)\n  class A x',
	'%%{init: {"securityLevel": "loose", "htmlLabels": true}}%%\nflowchart TD\n  A["<img src=x onerror=trap()>"]',
	'%%{init: {"themeCSS": "</style><img src=x onerror=trap()>"}}%%\nflowchart TD\n  A',
	'---\nconfig:\n  securityLevel: loose\n  htmlLabels: true\n---\nflowchart TD\n  A["<img src=https://trap.example/a.png>"]',
	'sequenceDiagram\n  participant A\n  link A: press @ javascript:trap()\n  A->>A: <img src=x onerror=trap()>',
	'classDiagram\n  class A\n  link A "javascript:trap()" "tip"\n  callback A "trap"',
	'stateDiagram-v2\n  state "<img src=x onerror=trap()>" as A\n  [*] --> A',
	'gantt\n  title <svg onload=trap()>\n  section a\n  x :a1, 2026-01-01, 1d\n  click a1 href "javascript:trap()"',
	'pie title <img src=x onerror=trap()>\n  "<script>trap()</script>" : 1',
	'erDiagram\n  A ||--o{ B : "<img src=x onerror=trap()>"',
	'mindmap\n  root((<img src=x onerror=trap()>))\n    ::icon(fa fa-book"><script>trap()</script>)',
].map(source => `\`\`\`mermaid\n${source}\n\`\`\``);

const formulas = [
	'\\href{javascript:trap()}{x}',
	'\\url{javascript:trap()}',
	'\\includegraphics{https://trap.example/a.png}',
	'\\htmlStyle{background:url(https://trap.example/a.png)}{x}',
	'\\htmlData{x=y}{z}',
	'\\text{<img src=x onerror=trap()>}',
	'\\def\\x{\\x\\x}\\x',
	'\\color{red" onclick="trap()}x',
].flatMap(tex => [`$${tex}$`, `$$\n${tex}\n$$`, `\\(${tex}\\)`]);

/** Words that look like files of the workspace, and would be something else to whoever believes them. */
const places = [
	...['javascript:trap().js', 'command:a.ts', 'file:///etc/a.conf', '../../etc/a.conf', '/etc/a.conf', 'C:\\a.ts:1'],
	...['\\\\trap.example\\a.ts', '//trap.example/a.ts', 'src/a.ts" onclick="trap()', '<img src=x onerror=trap()>.ts'],
].flatMap(words => [`\`${words}\``, `[\`${words}\`](${words})`]);

const byRule: readonly string[] = [
	...targets.flatMap(target => forms.map(form => form(target))),
	...html.flatMap(payload => wrappings.map(wrap => wrap(payload))),
	...diagrams,
	...formulas,
	...places,
	...others,
];

/** What is put into, or takes the place of, a stretch of an answer. */
const shards = [
	...[
		'<',
		'>',
		'"',
		"'",
		'`',
		'```',
		'~~~',
		'\\',
		'&',
		';',
		'](',
		'![',
		'[',
		']',
		')',
		'|',
		'\n',
		'\n\n',
		'\n> ',
		'\n- ',
		'\t',
		'\0',
	],
	...[
		'javascript:',
		'java\u0000script:',
		'&#x6a;',
		'&colon;',
		'data:text/html,',
		'<!--',
		'-->',
		'<svg/',
		'</code></pre>',
		'$',
		'$$',
	],
	...['```mermaid\n', '%%{init:', ' onerror=trap() ', ' style=x ', '\u202e', '\u200b', '\ud800'],
];

/** How many are made by chance, always the same ones. */
const mutations = 700;

/** Answers by rule with some stretches cut out, doubled, moved or spoilt. */
function mutated(): string[] {
	let state = 20_261;
	const random = (below: number): number => {
		// The generator of Lehmer with Park and Miller's numbers: small, and the same everywhere.
		state = (state * 48_271) % 2_147_483_647;
		return state % below;
	};
	const pick = <One>(all: readonly One[], otherwise: One): One => all[random(all.length)] ?? otherwise;
	const short = byRule.filter(text => text.length <= 400);
	return Array.from({ length: mutations }, () => {
		let text = pick(short, '');
		for (let change = 1 + random(4); change > 0; change--) {
			const from = random(text.length + 1);
			const to = Math.min(text.length, from + random(8));
			const middle = [pick(shards, ''), '', text.slice(from, to).repeat(2), pick(short, '').slice(0, 60)];
			text = text.slice(0, from) + pick(middle, '') + text.slice(to);
		}
		return text;
	});
}

export const hostileDiagrams: readonly string[] = diagrams;

export const hostileAnswers: readonly string[] = [...byRule, ...mutated()];
