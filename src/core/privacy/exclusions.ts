// Files whose text never leaves the machine: the globs of `openmind.privacy.exclude`, judged the same way on every route.
import picomatch from 'picomatch';
import { OpenMindError } from '../errors';

/** Whether a path, relative to its workspace folder and with forward slashes, is excluded. */
export type IsExcluded = (path: string) => boolean;

/**
 * A glob without a slash is matched against the file's name in any folder, one with a slash against the whole path from its start or from
 * any folder; a glob that ends in a slash means all that is below. Letter case is ignored, since some file systems do.
 */
export function createExclusion(globs: readonly string[]): IsExcluded {
	const options = { dot: true, nocase: true };
	const matchers = globs.flatMap(patterns).map(pattern => picomatch(pattern, options));
	return path => {
		const clean = path.replaceAll('\\', '/').replace(/^\/+/, '');
		return matchers.some(matches => matches(clean));
	};
}

/** What a glob of the setting means to the matcher; nothing when it is blank or only slashes. */
function patterns(glob: string): readonly string[] {
	const trimmed = glob.trim().replace(/^\.?\/+/, '');
	if (/^\/*$/.test(trimmed)) {
		return [];
	}
	const named = trimmed.endsWith('/') ? `${trimmed}**` : trimmed;
	return named.includes('/') ? [named, `**/${named}`] : [`**/${named}`];
}

/** @throws OpenMindError `excludedFile` when the path is excluded. */
export function refuseExcluded(isExcluded: IsExcluded, path: string): void {
	if (isExcluded(path)) {
		throw new OpenMindError('excludedFile', { path });
	}
}
