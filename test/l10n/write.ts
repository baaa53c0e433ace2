// Writes l10n/bundle.l10n.json, the list of texts that translators start from. Usage: npm run l10n
import { writeFileSync } from 'node:fs';
import { bundlePath, collectTexts } from './bundle';

writeFileSync(bundlePath, `${JSON.stringify(collectTexts(), undefined, '\t')}\n`);
