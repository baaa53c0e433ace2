// The words of answers on the pages of which pictures are taken.

export const explanation = `The function \`applyDiscount\` walks through the cart **once** and returns a new total; the cart itself is not changed.

## How it works

1. It sums the price of each line.
2. Members get their percentage off, see [the price rules](https://example.org/prices).
3. The result is rounded to whole cents.

\`\`\`typescript
// Rounds half up, as the receipts do.
export function applyDiscount(cart: Cart, member: boolean): number {
	const total = cart.lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
	const rate = member ? 0.9 : 1;
	return Math.round(total * rate * 100) / 100;
}
\`\`\`

| Case | Input | Result |
| --- | --- | ---: |
| Guest | 20.00 | 20.00 |
| Member | 20.00 | 18.00 |

> An empty cart gives \`0\`, not an error.
`;

export const diagramAnswer = `An order goes through three states.

\`\`\`mermaid
stateDiagram-v2
	[*] --> Open
	Open --> Paid: the customer pays
	Paid --> Sent: the shop packs it
	Sent --> [*]
	Open --> [*]: given up
\`\`\`

Who talks to whom:

\`\`\`mermaid
sequenceDiagram
	participant S as Shop
	participant B as Bank
	S->>B: charge(total)
	B-->>S: receipt
	Note over S,B: The order is now paid
\`\`\`
`;

export const arabicAnswer = `## استخدام foo()

استخدم \`foo()\` ثم **bar()**، ولا تنس $x_1$.

- الخطوة الأولى: \`npm install\`
- الخطوة الثانية

> ملاحظة: اقرأ \`README.md\`.

| الاسم | القيمة |
| --- | --- |
| limit | عدد |

And a line from left to right.
`;

export const formulaAnswer = `With $r = 0.9$ for members, all in one line:
$T = \\operatorname{round}\\left(100 \\cdot r \\cdot (p_1 q_1 + p_2 q_2 + p_3 q_3 + p_4 q_4 + p_5 q_5 + p_6 q_6 + p_7 q_7)\\right) / 100$.

$$
T = \\frac{\\operatorname{round}\\left(100 \\cdot r \\cdot \\sum_{i=1}^{n} p_i q_i\\right)}{100}
$$
`;
