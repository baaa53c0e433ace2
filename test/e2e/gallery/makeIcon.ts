// Draws media/icon.png, the extension's icon, from media/icon.svg. Run it when the drawing changes: npx tsx test/e2e/gallery/makeIcon.ts
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { launchBrowser } from '../../vscode/browser';
import { root } from '../../vscode/paths.js';

/** What the Marketplace asks for, in pixels. */
const size = 128;

const drawing = await readFile(path.join(root, 'media/icon.svg'), 'utf8');
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: size, height: size } });
await page.setContent(`<style>
	body { margin: 0; height: 100vh; display: grid; place-items: center; border-radius: 24px; color: #fff; background: linear-gradient(145deg, #2f6fed, #6a3fd1); }
	svg { width: 96px; height: 96px; }
</style>${drawing}`);
await page.screenshot({ path: path.join(root, 'media/icon.png'), omitBackground: true });
await browser.close();
