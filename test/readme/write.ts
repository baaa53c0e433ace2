// Writes the README's tables: npm run readme.
import { readFileSync, writeFileSync } from 'node:fs';
import { withTables } from './tables';

const readme = new URL('../../README.md', import.meta.url);
writeFileSync(readme, withTables(readFileSync(readme, 'utf8')));
