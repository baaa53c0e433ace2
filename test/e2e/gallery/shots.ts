// Leaves one picture of each state of the chat page in each theme. Usage: npx tsx test/e2e/gallery/shots.ts DIR [part of a name]
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Gallery } from './gallery';
import { galleryStates } from './states';
import { themes } from './themes';

const [folder, wanted = ''] = process.argv.slice(2);
if (folder === undefined) throw new Error('Usage: npx tsx test/e2e/gallery/shots.ts DIR [part of a name]');
await mkdir(folder, { recursive: true });
const gallery = await Gallery.open();
try {
	for (const { file: theme } of themes) {
		for (const { name, messages, act, ...size } of galleryStates) {
			const picture = `${name}.${theme}.png`;
			if (!picture.includes(wanted)) continue;
			const shown = await gallery.page({ theme, ...size });
			await shown.say(...messages);
			await act?.(shown);
			await shown.drawn();
			await shown.page.screenshot({ path: path.join(folder, picture) });
			await shown.close();
		}
	}
} finally {
	await gallery.close();
}
