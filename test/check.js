// npm run check: types and lint only.
import { ensureDependencies } from './vscode/bootstrap.js';
import { runChecks, staticChecks } from './vscode/checks.js';

await ensureDependencies();
const { failures } = await runChecks(staticChecks);
process.exit(failures.length === 0 ? 0 : 1);
